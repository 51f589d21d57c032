import type { Random } from './engine/random';
import type { Fault } from './world/faults';

/** Where faults may strike, and about how much happens there. */
export interface Targets {
  readonly services: readonly string[];
  readonly pods: readonly string[];
  readonly lastsMs: number;
}

const APPENDS = ['lost', 'answer-lost', 'late', 'half', 'aborted', 'primary-fails', 'primary-fails'] as const;
const REQUESTS = ['lost', 'answer-lost', 'late'] as const;
const SENDS = ['lost', 'answer-lost', 'leader-moved', 'late'] as const;
const CALLS = ['lost', 'answer-lost', 'refused', 'slow'] as const;
const DOORS = ['lost', 'answer-lost', 'twice'] as const;
const HOUR_MS = 3_600_000;

type Maker = (random: Random, targets: Targets) => Fault;

const podFault =
  (kind: 'crash' | 'leave'): Maker =>
  (random, { pods }) => {
    const backAfterMs = random.between(5, 600);
    return { kind, pod: random.pick(pods), step: random.spread(400), backAfterMs };
  };

/** Kinds of faults, the weight of each beside it. */
const MAKERS: readonly (readonly [number, Maker])[] = [
  [
    3,
    (random, { services }) => ({
      kind: 'row',
      service: random.pick(services),
      nth: random.spread(8),
      how: random.pick(REQUESTS),
    }),
  ],
  [5, podFault('crash')],
  [2, podFault('leave')],
  [
    3,
    (random, { pods }) => ({
      kind: 'freeze',
      pod: random.pick(pods),
      step: random.spread(400),
      ms: random.between(50, 1_500),
    }),
  ],
  [
    5,
    (random, { services }) => ({
      kind: 'append',
      service: random.pick(services),
      nth: random.spread(20),
      how: random.pick(APPENDS),
    }),
  ],
  [
    4,
    (random, { services }) => ({
      kind: 'request',
      service: random.pick(services),
      nth: random.spread(150),
      how: random.pick(REQUESTS),
    }),
  ],
  [
    4,
    (random, { services }) => ({
      kind: 'send',
      service: random.pick(services),
      nth: random.spread(20),
      how: random.pick(SENDS),
    }),
  ],
  [4, (random) => ({ kind: 'call', nth: random.spread(12), how: random.pick(CALLS) })],
  [3, (random) => ({ kind: 'door', nth: random.spread(15), how: random.pick(DOORS) })],
  [
    5,
    (random, { services, lastsMs }) => ({
      kind: 'rebalance',
      service: random.pick(services),
      atMs: random.between(5, lastsMs),
    }),
  ],
  [
    3,
    (random, { services, lastsMs }) => ({
      kind: 'fail-over',
      service: random.pick(services),
      atMs: random.between(5, lastsMs),
      ms: random.between(1, 300),
    }),
  ],
  [
    2,
    (random, { services, lastsMs }) => ({
      kind: 'relay-dies',
      service: random.pick(services),
      atMs: random.between(5, lastsMs),
    }),
  ],
  [1, (random, { lastsMs }) => ({ kind: 'broker-away', atMs: random.between(5, lastsMs), ms: random.between(5, 400) })],
  [3, (random, { pods }) => ({ kind: 'clock', pod: random.pick(pods), ms: random.pick([-HOUR_MS, HOUR_MS]) })],
];

const WEIGHT = MAKERS.reduce((all, [weight]) => all + weight, 0);

/** A few things that go wrong, of all kinds. */
export function anyFaults(random: Random, targets: Targets, most: number): Fault[] {
  return Array.from({ length: random.between(1, most) }, () => anyFault(random, targets));
}

function anyFault(random: Random, targets: Targets): Fault {
  let at = random.between(1, WEIGHT);
  for (const [weight, make] of MAKERS) {
    at -= weight;
    if (at <= 0) return make(random, targets);
  }
  throw new Error('the weights do not add up');
}
