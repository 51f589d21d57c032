import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSystem, Say, ServiceName } from '@entrepot/testing';
import { promised, type Drill, type Outcome } from '../drill';
import { withGround } from '../ground/ground';
import { Load } from '../load/load';

/** Every service that has a part in an order; the sandbox stands for other companies. */
const KILLED: readonly ServiceName[] = ['orders', 'inventory', 'payments', 'logistics', 'catalog', 'returns', 'access'];
/** A service that ends again and again is started ever later: longer than this it would not come up at all. */
const BETWEEN_MS = 3_000;

export interface KillOptions {
  readonly orders: number;
  readonly perSecond: number;
}

/** kill -9 in a loop. */
export function kill({ orders, perSecond }: KillOptions): Drill {
  return {
    name: 'kill',
    does: 'kill -9 of one service after the other, round and round, while orders come in',
    seconds: 160,
    run: (say) =>
      withGround({ say, env: { KAFKA_SESSION_TIMEOUT_MS: '6000', LOG_LEVEL: 'warn' } }, async ({ system, target }) => {
        const load = await Load.begin(target, { orders, perSecond, say });
        const kills = await killing(system, load, say);
        await system.ready();
        return outcome(load, kills, system);
      }),
  };
}

async function killing(system: RunningSystem, load: Load, say: Say): Promise<number> {
  let kills = 0;
  while (load.coming) {
    const name = KILLED[kills % KILLED.length] as ServiceName;
    say(`kill -9 ${name}`);
    await system.kill(name);
    kills += 1;
    await sleep(BETWEEN_MS);
  }
  return kills;
}

async function outcome(load: Load, kills: number, system: RunningSystem): Promise<Outcome> {
  const { report, promised: common, figures } = await load.end();
  const { answers } = load.shoppers;
  const own = [
    promised('every service was killed at least once while orders came in', kills >= KILLED.length, `${kills} kills`),
    promised(
      'a client sees nothing but broken connections and 503 with Retry-After',
      answers.counts.failed === 0,
      [answers.text(), ...answers.failures].join('; '),
    ),
  ];
  return { promised: [...own, ...common], figures: { kills, restarts: system.restarts(), ...figures }, report };
}
