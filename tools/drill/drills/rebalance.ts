import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningSystem, Say, ServiceName } from '@entrepot/testing';
import { promised, type Drill, type Outcome } from '../drill';
import { withGround, type Ground } from '../ground/ground';
import { Balancer } from '../load/balancer';
import { Load } from '../load/load';

const SCALED: ServiceName = 'orders';
const MOST = 4;
const SETTLING_MS = 3_000;
const FEWEST_ROUNDS = 3;
const SESSION_TIMEOUT_MS = 6_000;
/** Longer than the session and than any lease: the others have taken over everything. */
const FROZEN_MS = 20_000;
/** Whose first process is frozen: it may be deciding, calling a partner, or publishing. */
const ZOMBIES: readonly ServiceName[] = ['orders', 'payments', 'logistics'];

export interface RebalanceOptions {
  readonly orders: number;
  readonly perSecond: number;
}

/** Consumers come and go all the time, and some come back from the dead. */
export function rebalance(options: RebalanceOptions): Drill {
  return {
    name: 'rebalance',
    does: `one service from 1 to ${MOST} processes and back, again and again; then zombies: SIGSTOP past the session time-out, SIGCONT`,
    seconds: 200,
    run: (say) => {
      const processesPerService = { payments: 2, logistics: 2 };
      const env = { KAFKA_SESSION_TIMEOUT_MS: String(SESSION_TIMEOUT_MS), LOG_LEVEL: 'warn' };
      return withGround({ say, env, processesPerService }, (ground) => storm(ground, { ...options, say }));
    },
  };
}

async function storm({ system, target }: Ground, { say, ...pace }: RebalanceOptions & { readonly say: Say }) {
  const balancer = new Balancer(system.instances[SCALED] ?? []);
  const load = await Load.begin(target, { ...pace, url: () => balancer.url(), say });
  const scale = async (count: number) => {
    say(`${SCALED}: ${count} processes`);
    const going = system.scale(SCALED, count);
    balancer.processes = await going;
  };
  let rounds = 0;
  let zombies = 0;
  while (load.coming || rounds < FEWEST_ROUNDS) {
    await scale(MOST);
    await system.ready(SCALED);
    await sleep(SETTLING_MS);
    const name = ZOMBIES[rounds % ZOMBIES.length] as ServiceName;
    await freeze(system, name, say);
    zombies += 1;
    await sleep(SETTLING_MS);
    await scale(1);
    await sleep(SETTLING_MS);
    rounds += 1;
  }
  const outcome = await judged(load, { rounds, zombies, restarts: system.restarts() });
  await balancer.stop();
  return outcome;
}

/** The process keeps its connections and its belief that it owns partitions, while others take over. */
async function freeze(system: RunningSystem, name: ServiceName, say: Say): Promise<void> {
  const pid = system.pids()[name];
  if (pid === undefined) throw new Error(`${name} has no process`);
  say(`SIGSTOP of ${name} for ${FROZEN_MS / 1000} s`);
  process.kill(pid, 'SIGSTOP');
  try {
    await sleep(FROZEN_MS);
  } finally {
    process.kill(pid, 'SIGCONT');
    say(`SIGCONT of ${name}`);
  }
}

interface Done {
  readonly rounds: number;
  readonly zombies: number;
  readonly restarts: Readonly<Record<string, number>>;
}

async function judged(load: Load, done: Done): Promise<Outcome> {
  const { report, promised: common, figures } = await load.end();
  const { rounds, zombies } = done;
  const { answers } = load.shoppers;
  const own = [
    promised(
      'consumers came and went, and zombies woke up, while orders came in',
      rounds >= FEWEST_ROUNDS && zombies >= FEWEST_ROUNDS,
      `${rounds} times from 1 to ${MOST} and back, ${zombies} zombies`,
    ),
    promised(
      'a client sees nothing but broken connections and 503 with Retry-After',
      answers.counts.failed === 0,
      [answers.text(), ...answers.failures].join('; '),
    ),
  ];
  return { promised: [...own, ...common], figures: { ...done, ...figures }, report };
}
