import { setTimeout as sleep } from 'node:timers/promises';
import { targetOf } from '../tools/system-for-tool';
import { benchmark, type Run } from './benchmark';
import { familyByLabel } from './figures/family';
import { coresUsed, figuresByLabel, type Pids } from './figures/processes';
import { benchOrders } from './load/merchant';
import { countAboveZero, wholeNumber } from './load/options';
import { onWatched } from './load/watched';
import { onNpmStart, type Started } from './start/npm-start';

interface IdleOptions {
  readonly orders: number;
  readonly settle: number;
  readonly seconds: number;
  readonly port: number;
}

/** Waits, and then looks for a while at what processes cost that have nothing to do. */
export async function restOf(pids: Pids, { settle, seconds }: Pick<IdleOptions, 'settle' | 'seconds'>) {
  await sleep(settle * 1_000);
  const { cores } = await coresUsed(pids, () => sleep(seconds * 1_000));
  const memory = Object.entries(figuresByLabel(pids())).map(
    ([label, { residentMiB }]) => [label, residentMiB] as const,
  );
  const percent = Object.entries(cores).map(([label, share]) => [label, Math.round(share * 1_000) / 10] as const);
  return { percentOfACore: withTotal(percent), residentMiB: withTotal(memory) };
}

/** Works off some orders before; when it rests, nobody reads the topics for the report any more. */
async function idleOn({ system, child }: Started, { orders, ...rest }: IdleOptions): Promise<Run> {
  const { figures: _, ...worked } = await onWatched(targetOf(system), orders, async ({ intake }) => {
    const plans = benchOrders(orders, Date.now().toString(36));
    await intake.publishAll(plans);
    return { plans, figures: {}, done: true };
  });
  return { ...worked, figures: await restOf(() => familyByLabel(child.pid ?? 0), rest) };
}

function withTotal(byProcess: readonly (readonly [string, number])[]): Record<string, number> {
  const total = byProcess.reduce((sum, [, value]) => sum + value, 0);
  return { total: Math.round(total * 10) / 10, ...Object.fromEntries(byProcess) };
}

export const idle = benchmark<IdleOptions>({
  name: 'idle',
  does: 'What `npm start` at rest uses: CPU time and resident memory by process, Kafka, mongod and the supervisor included.',
  passes: 'the orders before it processed and balanced',
  options: (command) =>
    command
      .option('--orders <count>', 'that are worked off before, so that it is a system in use', countAboveZero, 50)
      .option('--settle <seconds>', 'between the last order and the clock', wholeNumber, 60)
      .option('--seconds <count>', 'how long the processes are looked at', countAboveZero, 60)
      .option('--port <base>', 'first of the ports', countAboveZero, 4700),
  run: (options) => onNpmStart({ port: options.port }, (started) => idleOn(started, options)),
});
