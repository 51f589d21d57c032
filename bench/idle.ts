import { setTimeout as sleep } from 'node:timers/promises';
import { onOwnSystem, type Target } from '../tools/system-for-tool';
import { benchmark, type Run } from './benchmark';
import { coresUsed, figuresByLabel } from './figures/processes';
import { benchOrders } from './load/merchant';
import { countAboveZero, wholeNumber } from './load/options';
import { onWatched } from './load/watched';

interface IdleOptions {
  readonly orders: number;
  readonly settle: number;
  readonly seconds: number;
}

/** Waits, and then looks for a while at what a system costs that has nothing to do. */
export async function restOn(target: Target, { settle, seconds }: Omit<IdleOptions, 'orders'>) {
  // This process supervises the others, as `npm start` does.
  const pids = () => ({ ...target.pids?.(), supervisor: process.pid });
  await sleep(settle * 1_000);
  const { cores } = await coresUsed(pids, () => sleep(seconds * 1_000));
  const memory = Object.entries(figuresByLabel(pids())).map(
    ([label, { residentMiB }]) => [label, residentMiB] as const,
  );
  const percent = Object.entries(cores).map(([label, share]) => [label, Math.round(share * 1_000) / 10] as const);
  return { percentOfACore: withTotal(percent), residentMiB: withTotal(memory) };
}

/** Works off some orders before; when it rests, nobody reads the topics for the report any more. */
async function idleOn(target: Target, { orders, ...rest }: IdleOptions): Promise<Run> {
  const { figures: _, ...worked } = await onWatched(target, orders, async ({ intake }) => {
    const plans = benchOrders(orders, Date.now().toString(36));
    await intake.publishAll(plans);
    return { plans, figures: {}, done: true };
  });
  return { ...worked, figures: await restOn(target, rest) };
}

function withTotal(byProcess: readonly (readonly [string, number])[]): Record<string, number> {
  const total = byProcess.reduce((sum, [, value]) => sum + value, 0);
  return { total: Math.round(total * 10) / 10, ...Object.fromEntries(byProcess) };
}

export const idle = benchmark<IdleOptions>({
  name: 'idle',
  does: 'What a system at rest uses: CPU time and resident memory by process, Kafka, mongod and the supervisor included.',
  passes: 'the orders before it processed and balanced',
  options: (command) =>
    command
      .option('--orders <count>', 'that are worked off before, so that it is a system in use', countAboveZero, 50)
      .option('--settle <seconds>', 'between the last order and the clock', wholeNumber, 60)
      .option('--seconds <count>', 'how long the processes are looked at', countAboveZero, 60),
  run: (options) => onOwnSystem((target) => idleOn(target, options)),
});
