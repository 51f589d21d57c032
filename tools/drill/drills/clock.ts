import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, type Say, type ServiceName } from '@entrepot/testing';
import { workspaceRoot } from '../../../libs/testing/src/workspace/root';
import { promised, type Drill, type Outcome } from '../drill';
import { onGround, withFolder, type Ground } from '../ground/ground';
import { Load } from '../load/load';

const HOUR_MS = 3_600_000;
const JUMPS = [HOUR_MS, -HOUR_MS, 0];
const BETWEEN_MS = 3_000;
/** A reading of the clock may be so old when it is looked at. */
const SLACK_MS = 60_000;
const JUMPING: readonly ServiceName[] = ['orders', 'payments', 'inventory', 'logistics', 'returns'];

export interface ClockOptions {
  readonly orders: number;
  readonly perSecond: number;
}

/** One process after the other is an hour ahead, then an hour behind. */
export function clock(options: ClockOptions): Drill {
  return {
    name: 'clock',
    does: 'the clock of one process after the other jumps an hour ahead, two back, and is right again',
    seconds: 90,
    run: (say) =>
      withFolder((folder) => {
        const clocks = join(folder, 'clocks');
        mkdirSync(clocks, { recursive: true });
        const preload = join(workspaceRoot(), 'libs/testing/src/process/jumping-clock.cjs');
        const env = { LOG_LEVEL: 'warn', DRILL_CLOCKS: clocks, NODE_OPTIONS: `--require ${preload}` };
        return onGround({ dataDir: folder, say, env }, (ground) => jumping(ground, clocks, { ...options, say }));
      }),
  };
}

async function jumping(
  { system, target }: Ground,
  clocks: string,
  { say, ...pace }: ClockOptions & { readonly say: Say },
): Promise<Outcome> {
  const load = await Load.begin(target, { ...pace, say });
  let jumps = 0;
  let wrong = 0;
  for (const name of JUMPING) {
    for (const offMs of JUMPS) {
      say(`${name}: ${offMs / HOUR_MS} h`);
      const off = await jump(join(clocks, new URL(system.urls[name]).port), offMs);
      jumps += 1;
      if (Math.abs(off - offMs) < SLACK_MS && offMs !== 0) wrong += 1;
      await sleep(BETWEEN_MS);
    }
  }
  const restarts = system.restarts();
  const { report, promised: common, figures } = await load.end();
  return {
    promised: [...promises(load, { jumps, wrong, restarts }), ...common],
    figures: { jumps, wrong, restarts, ...figures },
    report,
  };
}

/** Makes a clock jump; resolves, when its process has noticed, with how wrong it is now. */
async function jump(file: string, offMs: number): Promise<number> {
  const says = () => {
    try {
      return readFileSync(`${file}.says`, 'utf8');
    } catch {
      return '';
    }
  };
  const before = says();
  writeFileSync(file, String(offMs));
  const now = await eventually(
    () => Promise.resolve(says()),
    (text) => text !== '' && text !== before,
  );
  return Number(now) - Date.now();
}

interface Jumped {
  readonly jumps: number;
  /** How often a clock was found an hour off. */
  readonly wrong: number;
  readonly restarts: Readonly<Record<string, number>>;
}

function promises(load: Load, { jumps, wrong, restarts }: Jumped) {
  const { answers } = load.shoppers;
  const again = Object.values(restarts).reduce((sum, count) => sum + count, 0);
  const worst = answers.counts.failed + answers.counts.broken + answers.counts.refused;
  const expected = JUMPING.length * JUMPS.filter((offMs) => offMs !== 0).length;
  return [
    promised(
      'every one of these clocks was an hour ahead and an hour behind',
      wrong === expected,
      `${jumps} jumps of ${JUMPING.length} processes, ${wrong} of them to a wrong hour`,
    ),
    promised('no client notices', worst === 0, [answers.text(), ...answers.failures].join('; ')),
    promised('no process has to be started again', again === 0, `${again} restarts`),
  ];
}
