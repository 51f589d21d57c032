import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, freePort, startMongod, type Say } from '@entrepot/testing';
import { promised, type Drill, type Outcome } from '../drill';
import { onGround, withFolder } from '../ground/ground';
import { Restartable } from '../ground/restartable';
import { SmallDisk } from '../ground/small-disk';
import { Load } from '../load/load';

const DISK_MIB = 900;
const OPLOG_MB = 100;
const CHECKPOINT_EVERY_S = 5;
const BEFORE_MS = 15_000;
const NOTICED_WITHIN_MS = 90_000;
const FULL_MS = 20_000;
const REFILL_EVERY_MS = 500;
const RESTART_AFTER_MS = 1_000;
const BACK_WITHIN_MS = 120_000;

export interface DiskOptions {
  readonly orders: number;
  readonly perSecond: number;
}

type Settings = DiskOptions & { readonly say: Say };

/** The database has no space left. */
export function disk(options: DiskOptions): Drill {
  return {
    name: 'disk',
    does: 'the disk of the database (a small tmpfs) is filled to the last byte, and emptied again; wants root',
    seconds: 130,
    run: (say) =>
      withFolder(async (folder) => {
        const small = await SmallDisk.mount(join(folder, 'disk'), DISK_MIB);
        try {
          return await onDisk(small, folder, { ...options, say });
        } finally {
          await small.unmount();
        }
      }),
  };
}

async function onDisk(small: SmallDisk, dataDir: string, { say, ...pace }: Settings): Promise<Outcome> {
  const port = await freePort();
  const sizes = { oplogMb: OPLOG_MB, checkpointEveryS: CHECKPOINT_EVERY_S };
  const database = await Restartable.of('database', () => startMongod({ port, folder: small.folder, say, ...sizes }));
  const keeper = new Keeper(database, say);
  try {
    const options = { dataDir, say, env: { LOG_LEVEL: 'warn' }, backends: { mongoUri: database.address } };
    return await onGround(options, async ({ system, target }) => {
      const load = await Load.begin(target, { ...pace, overHttp: 2, say });
      await sleep(BEFORE_MS);
      const full = await whileFull(small, load, say);
      await eventually(() => Promise.resolve(database.isThere), Boolean, BACK_WITHIN_MS);
      const restarts = system.restarts();
      const { report, promised: common, figures } = await load.end();
      const own = promises(load, full, { ends: keeper.ends, restarts });
      return { promised: [...own, ...common], figures: { full, ends: keeper.ends, restarts, ...figures }, report };
    });
  } finally {
    await keeper.stop();
    await database.goes();
  }
}

/** Starts the database again when it ends, as whoever runs it would. */
class Keeper {
  ends = 0;
  private keeping = true;
  private readonly loop: Promise<void>;

  constructor(
    private readonly database: Restartable,
    private readonly say: Say,
  ) {
    this.loop = this.keep();
  }

  async stop(): Promise<void> {
    this.keeping = false;
    await this.loop;
  }

  private async keep(): Promise<void> {
    while (this.keeping) {
      await sleep(RESTART_AFTER_MS);
      if (this.database.isThere) continue;
      this.ends += 1;
      this.say('the database has ended; starting it again');
      await this.database.comes().catch(() => this.say('the database does not come up'));
    }
  }
}

interface Full {
  /** Milliseconds from the last byte taken to the first order that was not taken; undefined: all were. */
  readonly noticedMs: number | undefined;
  readonly forMs: number;
}

async function whileFull(small: SmallDisk, load: Load, say: Say): Promise<Full> {
  const { counts } = load.shoppers.answers;
  say(`filling the disk: ${Math.round(small.freeMib)} MiB were free`);
  const since = performance.now();
  const elapsed = () => Math.round(performance.now() - since);
  const before = counts.later;
  let noticedMs: number | undefined;
  while (noticedMs === undefined ? elapsed() < NOTICED_WITHIN_MS : elapsed() < noticedMs + FULL_MS) {
    small.fill();
    if (counts.later > before) noticedMs ??= elapsed();
    await sleep(REFILL_EVERY_MS);
  }
  small.clear();
  say(`the disk has space again: ${Math.round(small.freeMib)} MiB`);
  return { noticedMs, forMs: elapsed() };
}

interface Ends {
  readonly ends: number;
  readonly restarts: Readonly<Record<string, number>>;
}

function promises(load: Load, { noticedMs, forMs }: Full, { ends, restarts }: Ends) {
  const { answers } = load.shoppers;
  const worst = answers.counts.failed + answers.counts.broken + answers.counts.refused;
  const again = Object.values(restarts).reduce((sum, count) => sum + count, 0);
  return [
    promised(
      'the database had no space to write to while orders came in',
      noticedMs !== undefined,
      `full for ${Math.round(forMs / 1000)} s; the first order was refused after ${Math.round((noticedMs ?? 0) / 1000)} s; the database ended ${ends} times`,
    ),
    promised(
      'intake stops cleanly: what is not kept is answered with 503 and Retry-After',
      worst === 0,
      [answers.text(), ...answers.failures].join('; '),
    ),
    promised(
      'it goes on when there is space, and no service has to be started again',
      again === 0,
      `${again} restarts`,
    ),
  ];
}
