import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSystem, Say, ServiceName } from '@entrepot/testing';
import { promised, type Drill, type Outcome, type Promised } from '../drill';
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
        return outcome(load, kills, system.restarts());
      }),
  };
}

/** How often each service was killed. */
type Kills = Readonly<Record<string, number>>;

async function killing(system: Pick<RunningSystem, 'kill'>, load: Pick<Load, 'coming'>, say: Say): Promise<Kills> {
  const kills: Record<string, number> = Object.fromEntries(KILLED.map((name) => [name, 0]));
  for (let turn = 0; load.coming; turn += 1) {
    const name = KILLED[turn % KILLED.length] as ServiceName;
    const ending = await system.kill(name);
    // One that is just being started again is not there to be killed.
    say(ending === undefined ? `${name} was not running` : `kill -9 ${name}`);
    if (ending?.signal === 'SIGKILL') kills[name] = (kills[name] ?? 0) + 1;
    await sleep(BETWEEN_MS);
  }
  return kills;
}

/** Of each service a process was there to be killed, at least once. */
export function killedAll(kills: Kills): Promised {
  const missed = KILLED.filter((name) => (kills[name] ?? 0) === 0);
  const count = Object.values(kills).reduce((sum, one) => sum + one, 0);
  return promised(
    'every service was killed at least once while orders came in',
    missed.length === 0,
    [`${count} kills`, ...missed.map((name) => `none of ${name}`)].join(', '),
  );
}

async function outcome(load: Load, kills: Kills, restarts: Readonly<Record<string, number>>): Promise<Outcome> {
  const { report, promised: common, figures } = await load.end();
  const { answers } = load.shoppers;
  const own = [
    killedAll(kills),
    promised(
      'a client sees nothing but broken connections and 503 with Retry-After',
      answers.counts.failed === 0,
      [answers.text(), ...answers.failures].join('; '),
    ),
  ];
  return { promised: [...own, ...common], figures: { kills, restarts, ...figures }, report };
}
