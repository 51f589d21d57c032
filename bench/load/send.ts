import type { IntakePublisher } from '../../tools/replay/intake';
import type { OrderPlan } from '../../tools/replay/olist/orders';
import type { Stopwatch } from './stopwatch';

const TICK_MS = 10;
const BATCH = 100;
const SENDS_AT_ONCE = 8;

/** As fast as the broker takes them. */
async function atOnce(orders: readonly OrderPlan[], intake: IntakePublisher, stopwatch: Stopwatch): Promise<void> {
  const waiting = new Set<Promise<void>>();
  for (let start = 0; start < orders.length; start += BATCH) {
    const batch = orders.slice(start, start + BATCH);
    for (const { sourceOrderId } of batch) stopwatch.due(sourceOrderId, performance.now());
    const send = intake.publishAll(batch).finally(() => waiting.delete(send));
    waiting.add(send);
    if (waiting.size >= SENDS_AT_ONCE) await Promise.race(waiting);
  }
  await Promise.all(waiting);
}

/** An open loop: every order has its moment, whether or not the system keeps up; a late send counts from that moment. */
async function atRate(
  orders: readonly OrderPlan[],
  rate: number,
  intake: IntakePublisher,
  stopwatch: Stopwatch,
): Promise<void> {
  const started = performance.now();
  const waiting = new Set<Promise<void>>();
  let sent = 0;
  while (sent < orders.length) {
    const due = Math.min(orders.length, Math.floor(((performance.now() - started) * rate) / 1000));
    const batch = orders.slice(sent, due);
    batch.forEach(({ sourceOrderId }, index) => stopwatch.due(sourceOrderId, started + ((sent + index) * 1000) / rate));
    if (batch.length > 0) {
      const send = intake.publishAll(batch).finally(() => waiting.delete(send));
      waiting.add(send);
    }
    sent = due;
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(waiting);
}

/** Publishes the orders to the intake topic at a rate per second, or as fast as possible. */
export function sendOrders(
  orders: readonly OrderPlan[],
  rate: number | 'max',
  intake: IntakePublisher,
  stopwatch: Stopwatch,
): Promise<void> {
  return rate === 'max' ? atOnce(orders, intake, stopwatch) : atRate(orders, rate, intake, stopwatch);
}
