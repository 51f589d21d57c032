import { onOwnSystem, type Target } from '../tools/system-for-tool';
import { benchmark, type Run } from './benchmark';
import { fill } from './growth/fill';
import { lookAtStored } from './growth/stored';
import { playTemplates } from './growth/templates';
import { closedLoop, countAboveZero } from './load/options';
import { benchOrdersOn } from './load/run';

interface GrowthOptions {
  readonly stored: number;
  readonly templates: number;
  readonly orders: number;
  readonly inFlight: number;
  readonly warmUp: number;
}

/** Stores so many finished orders; gives the system as it is to be spoken of from then on. */
export async function grow(target: Target, { stored, templates }: Pick<GrowthOptions, 'stored' | 'templates'>) {
  const played = await playTemplates(target, templates);
  const filled = await fill(target, played, stored);
  const looked = await lookAtStored(target, played, filled);
  // What was stored was never published, so the report leaves it out where it compares with Kafka.
  const backends = { ...target.backends, records: { by: { $gt: 0 } } };
  return { grown: { ...target, backends }, played, filled, looked };
}

/** The orders benchmark on a store that holds so many finished orders already. */
async function grownOn(target: Target, { stored, templates, ...options }: GrowthOptions): Promise<Run> {
  const { grown, played, filled, looked } = await grow(target, { stored, templates });
  const run = await benchOrdersOn(grown, { ...options, rate: 'max' });
  const { documents, seconds } = filled;
  const figures = { ...run.figures, filled: { orders: filled.editions.length * played.length, documents, seconds } };
  return { figures, report: { ...run.report, stored: looked }, passed: run.passed && looked.problems.length === 0 };
}

const perSecond = ({ figures }: Run): number => (figures as { ordersPerSecond: number }).ordersPerSecond;

export const growth = benchmark<GrowthOptions>({
  name: 'growth',
  does: 'The orders benchmark on an empty store and on one that holds many finished orders.',
  passes: 'all processed and balanced on both, and what was stored answers as orders do',
  options: (command) =>
    closedLoop(command)
      .option('--stored <count>', 'finished orders in the store', countAboveZero, 1_000_000)
      .option(
        '--templates <count>',
        'orders that go their whole way, of which the stored ones are copies',
        countAboveZero,
        200,
      ),
  async run(options) {
    const empty = await onOwnSystem((target) => grownOn(target, { ...options, stored: 0 }));
    const stored = await onOwnSystem((target) => grownOn(target, options));
    const relativeToEmpty = Math.round((perSecond(stored) / perSecond(empty)) * 1_000) / 1_000;
    return {
      figures: { relativeToEmpty, empty: empty.figures, stored: stored.figures },
      report: { empty: empty.report, stored: stored.report },
      passed: empty.passed && stored.passed,
    };
  },
});
