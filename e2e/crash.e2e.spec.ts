import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, type ServiceName } from '@entrepot/testing';
import { replay } from '../tools/replay/replay';
import type { Report } from '../tools/replay/report/report';
import { madeUpTables } from './support/made-up-tables';
import { World } from './support/world';

jest.setTimeout(180_000);

/** Every service that keeps something; the sandbox stands for other companies. */
const KILLED = ['orders', 'inventory', 'payments', 'logistics', 'catalog', 'returns', 'access'] as const;
const BETWEEN_MS = 500;
const ENDED = { cancelled: 2, confirmed: 1, delivered: 4, shipping: 1 };

interface Outcome {
  readonly report: Report;
  /** Services that were killed before the replay was through. */
  readonly killed: readonly ServiceName[];
  readonly restarts: Readonly<Record<string, number>>;
  /** What services said that were started again more often than they were killed. */
  readonly words: Readonly<Record<string, string>>;
  readonly stuck: readonly unknown[];
}

/** Replays made-up orders while one service after the other is killed the hard way and started again. */
async function replayWithKills(processes: number): Promise<Outcome> {
  const processesPerService = Object.fromEntries(KILLED.map((name) => [name, processes]));
  const world = await World.start({ processesPerService, env: { KAFKA_SESSION_TIMEOUT_MS: '6000' } });
  const folder = madeUpTables();
  try {
    let isThrough = false;
    const killed: ServiceName[] = [];
    const hasOrders = async () => {
      const { items } = await world.api('orders').get<{ items: object[] }>('/v1/orders?limit=1');
      return items.length > 0;
    };
    const killing = async () => {
      await eventually(hasOrders, Boolean, 60_000);
      for (const name of KILLED) {
        await world.system.kill(name);
        if (!isThrough) killed.push(name);
        await sleep(BETWEEN_MS);
      }
    };
    const replaying = replay(world.target(), { folder, speed: 'max', quiet: true }).finally(() => (isThrough = true));
    const [report] = await Promise.all([replaying, killing()]);
    const restarts = world.system.restarts();
    return { report, killed, restarts, words: wordsOf(world.folder, restarts), stuck: await world.stuck() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await world.stop();
  }
}

function wordsOf(folder: string, restarts: Readonly<Record<string, number>>): Record<string, string> {
  const often = KILLED.filter((name) => restarts[name] !== 1);
  return Object.fromEntries(often.map((name) => [name, readFileSync(join(folder, 'logs', `${name}.log`), 'utf8')]));
}

describe.each([
  ['one process', 1],
  ['two processes', 2],
])('%s of every service, each service killed in the middle of a replay', (_, processes) => {
  let outcome: Outcome;

  beforeAll(async () => {
    outcome = await replayWithKills(processes);
  });

  it('every service was killed before the replay was through, and was started again', () => {
    expect(outcome.killed).toEqual(KILLED);
    for (const name of KILLED) {
      expect([name, outcome.restarts[name], outcome.words[name]]).toEqual([name, 1, undefined]);
    }
  });

  it('rules 3, 10 and 11: nothing is lost, doubled or left behind: the report balances', () => {
    expect(outcome.report.problems).toEqual([]);
    expect(outcome.report.balanced).toBe(true);
    expect(outcome.report.orders).toMatchObject({ read: 9, accepted: 8, byStatus: ENDED });
    expect(outcome.report.stock).toMatchObject({ received: 10, shipped: 8, driftedSkus: 0 });
    expect(outcome.report.money).toMatchObject([{ currency: 'BRL', ledgerSum: 0 }]);
  });

  it('rule 13: nothing is parked or given up because a process was away', () => {
    expect(outcome.stuck).toEqual([]);
  });
});
