import { setTimeout as sleep } from 'node:timers/promises';
import { MongodSet, type Say } from '@entrepot/testing';
import { promised, type Drill, type Outcome } from '../drill';
import { onGround, withFolder } from '../ground/ground';
import { Load } from '../load/load';

const TOGETHER_MS = 8_000;
const FEWEST = 2;

export interface MongoOptions {
  readonly orders: number;
  readonly perSecond: number;
}

interface Done {
  readonly kills: number;
  readonly stepDowns: number;
  /** The longest that there was no primary, as somebody who asks every member sees it, milliseconds. */
  readonly longestWithoutMs: number;
}

/** The primary is killed and made to step down, in turns. */
export function mongo(options: MongoOptions): Drill {
  return {
    name: 'mongo',
    does: 'a replica set of three: kill -9 of the primary and step-down, in turns',
    seconds: 150,
    run: (say) =>
      withFolder(async (folder) => {
        const set = await MongodSet.start(folder, say);
        try {
          return await onSet(set, folder, { ...options, say });
        } finally {
          await set.stop();
        }
      }),
  };
}

interface Settings extends MongoOptions {
  readonly say: Say;
}

async function onSet(set: MongodSet, dataDir: string, { say, ...pace }: Settings): Promise<Outcome> {
  const options = { dataDir, say, env: { LOG_LEVEL: 'warn' }, backends: { mongoUri: set.uri } };
  return onGround(options, async ({ system, target }) => {
    const load = await Load.begin(target, { ...pace, overHttp: 2, say });
    const done = await breaking(set, load, say);
    const { report, promised: common, figures } = await load.end();
    const restarts = system.restarts();
    return {
      promised: [...promises(load, done, restarts), ...common],
      figures: { ...done, restarts, ...figures },
      report,
    };
  });
}

async function breaking(set: MongodSet, load: Load, say: Say): Promise<Done> {
  const done = { kills: 0, stepDowns: 0, longestWithoutMs: 0 };
  const without = async (since: number) => {
    const primary = await set.elected();
    const ms = Math.round(performance.now() - since);
    done.longestWithoutMs = Math.max(done.longestWithoutMs, ms);
    say(`member ${primary} is primary after ${(ms / 1000).toFixed(1)} s`);
  };
  while (load.coming || done.stepDowns < FEWEST) {
    await sleep(TOGETHER_MS);
    const primary = await set.elected();
    say(`kill -9 member ${primary}, the primary`);
    const killedAt = performance.now();
    await set.kill(primary);
    done.kills += 1;
    await without(killedAt);
    await sleep(TOGETHER_MS);
    await set.startAgain(primary);
    await sleep(TOGETHER_MS);
    say('step-down of the primary');
    const downAt = performance.now();
    await set.stepDown();
    done.stepDowns += 1;
    await without(downAt);
  }
  return done;
}

function promises(load: Load, { kills, stepDowns }: Done, restarts: Readonly<Record<string, number>>) {
  const { answers } = load.shoppers;
  const worst = answers.counts.failed + answers.counts.broken + answers.counts.refused;
  const again = Object.values(restarts).reduce((sum, count) => sum + count, 0);
  return [
    promised(
      `the primary was killed and stepped down at least ${FEWEST} times each while orders came in`,
      kills >= FEWEST && stepDowns >= FEWEST,
      `${kills} kills, ${stepDowns} step-downs`,
    ),
    promised(
      'a client sees at worst a 503 with Retry-After',
      worst === 0,
      [answers.text(), ...answers.failures].join('; '),
    ),
    promised('no process has to be started again', again === 0, `${again} restarts`),
  ];
}
