import type { Run } from '../../bench/benchmark';
import { grow } from '../../bench/growth';
import { hotOn } from '../../bench/hot';
import { familyByLabel } from '../../bench/figures/family';
import { restOf } from '../../bench/idle';
import { intakeOn } from '../../bench/intake';
import { readsOn } from '../../bench/reads';
import { relayOn } from '../../bench/relay';
import type { Report } from '../../tools/replay/report/report';
import type { Target } from '../../tools/system-for-tool';

/** The same for all: what is received for as many orders is received once. */
const ORDERS = 12;
const FEW = { orders: ORDERS - 2, warmUp: 2, inFlight: 50 };

/**
 * Each benchmark in short (what orders does is in relay, on a system as processes starts it), in an order in which they can share a system: what `growth` stores was never published, and
 * nobody placed the orders whose reservations `hot` asks for.
 */
export const SHORT_BENCHMARKS: readonly (readonly [name: string, run: (target: Target) => Promise<Run>])[] = [
  ['intake', (target) => intakeOn(target, { rate: ORDERS, seconds: 1, warmUp: 0 })],
  ['reads', (target) => readsOn(target, { orders: ORDERS, rate: 20, listRate: 5, seconds: 1, warmUp: 0 })],
  ['growth, orders, relay and idle', relayOnGrown],
  ['hot', (target) => hotOn(target, { attempts: 200, units: 40, producers: 2, warmUp: 10 })],
];

/** What a failed run says of itself. */
export function wrongWith({ passed, report, figures }: Run): unknown {
  return passed ? undefined : { problems: (report as { problems?: unknown } | undefined)?.problems, figures };
}

/** The relay's is the one of orders, with more looked at; here on a store with copies of orders. */
async function relayOnGrown(target: Target): Promise<Run> {
  const { grown, looked } = await grow(target, { stored: 40, templates: 2 });
  const run = await relayOn(grown, { ...FEW, rate: 20 });
  const rest = await restOf(() => familyByLabel(process.pid), { settle: 0, seconds: 1 });
  const problems = [...(run.report as Report).problems, ...looked.problems];
  return {
    passed: run.passed && looked.problems.length === 0,
    report: { problems },
    figures: { ...run.figures, ...rest },
  };
}
