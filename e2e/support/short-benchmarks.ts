import type { Run } from '../../bench/benchmark';
import { grownOn } from '../../bench/growth';
import { hotOn } from '../../bench/hot';
import { restOn } from '../../bench/idle';
import { intakeOn } from '../../bench/intake';
import { readsOn } from '../../bench/reads';
import { relayOn } from '../../bench/relay';
import type { Target } from '../../tools/system-for-tool';

/** The same for all: what is received for as many orders is received once. */
const ORDERS = 12;
const FEW = { orders: ORDERS - 2, warmUp: 2, inFlight: 50 };

/**
 * Each benchmark in short (relay and growth do what orders does, on a system as processes starts it), in an order in which they can share a system: what `growth` stores was never published, and
 * nobody placed the orders whose reservations `hot` asks for.
 */
export const SHORT_BENCHMARKS: readonly (readonly [name: string, run: (target: Target) => Promise<Run>])[] = [
  ['intake', (target) => intakeOn(target, { rate: ORDERS, seconds: 1, warmUp: 0 })],
  ['reads', (target) => readsOn(target, { orders: ORDERS, rate: 20, listRate: 5, seconds: 1, warmUp: 0 })],
  ['orders, relay and idle', relayAndRest],
  ['growth', (target) => grownOn(target, { ...FEW, stored: 40, templates: 2 })],
  ['hot', (target) => hotOn(target, { attempts: 200, units: 40, producers: 2, warmUp: 10 })],
];

/** What a failed run says of itself. */
export function wrongWith({ passed, report, figures }: Run): unknown {
  return passed ? undefined : { problems: (report as { problems?: unknown } | undefined)?.problems, figures };
}

async function relayAndRest(target: Target): Promise<Run> {
  const run = await relayOn(target, { ...FEW, rate: 20 });
  const rest = await restOn(target, { settle: 0, seconds: 1 });
  return { ...run, figures: { ...run.figures, ...rest } };
}
