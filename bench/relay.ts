import { loadAllContracts, topics } from '@entrepot/contracts';
import { onOwnSystem, type Target } from '../tools/system-for-tool';
import { benchmark, type Run } from './benchmark';
import { anyLoop } from './load/options';
import { benchOrdersOn, type BenchOptions } from './load/run';
import { dateByBroker } from './relay/append-time';
import { appendedAt } from './relay/appended';
import { committedBetween } from './relay/committed';
import { delaysOf } from './relay/delays';

/** The orders benchmark, and how long each event took from the database to Kafka. Changes the topics of the system. */
export async function relayOn(target: Target, options: BenchOptions): Promise<Run> {
  loadAllContracts();
  await dateByBroker(target);
  const clock = { from: 0, to: 0 };
  const { figures, ...rest } = await benchOrdersOn(target, options, {
    begins: () => (clock.from = Date.now()),
    ended: () => (clock.to = Date.now()),
  });
  const services = [...new Set(topics().map(({ owner }) => owner))];
  const committed = await committedBetween(target, services, clock.from, clock.to);
  const delays = delaysOf(committed, await appendedAt(target));
  const { ordersPerSecond, latencyMs, cpuMsPerOrder } = figures as Record<string, unknown>;
  return { ...rest, figures: { ...delays, ordersPerSecond, latencyMs, cpuMsPerOrder } };
}

export const relay = benchmark<BenchOptions>({
  name: 'relay',
  does: 'From commit to Kafka: how long events wait between the log of the database and that of the broker, at a rate of orders.',
  passes: 'all orders processed and balanced',
  options: (command) => anyLoop(command, 500, { orders: 5000 }),
  run: (options) => onOwnSystem((target) => relayOn(target, options)),
});
