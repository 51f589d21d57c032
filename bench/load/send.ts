import type { IntakePublisher } from '../../tools/replay/intake';
import type { OrderPlan } from '../../tools/replay/olist/orders';
import type { Stopwatch } from './stopwatch';

const TICK_MS = 10;
const BATCH = 50;
const LOOK_EVERY_MS = 5;
const STANDSTILL_MS = 60_000;

/** A closed loop: so many orders are under way all the time, and the next ones go out when others are planned. */
async function atOnce(
  orders: readonly OrderPlan[],
  inFlight: number,
  intake: IntakePublisher,
  stopwatch: Stopwatch,
): Promise<void> {
  const size = Math.min(BATCH, inFlight);
  for (let start = 0; start < orders.length; start += size) {
    const batch = orders.slice(start, start + size);
    await untilRoom(stopwatch, inFlight - size);
    for (const { sourceOrderId } of batch) stopwatch.due(sourceOrderId, performance.now());
    await intake.publishAll(batch);
  }
}

/** Gives up waiting when nothing moves: whoever waits for the last order then says so. */
async function untilRoom(stopwatch: Stopwatch, most: number): Promise<void> {
  const since = performance.now();
  while (stopwatch.sent - stopwatch.planned > most && performance.now() - since < STANDSTILL_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
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

export interface Pace {
  /** Orders a second, whether or not the system keeps up; `max`: as many as it finishes. */
  readonly rate: number | 'max';
  /** At `max`: how many orders are under way at most. */
  readonly inFlight: number;
}

/** Publishes the orders to the intake topic. */
export function sendOrders(
  orders: readonly OrderPlan[],
  { rate, inFlight }: Pace,
  intake: IntakePublisher,
  stopwatch: Stopwatch,
): Promise<void> {
  return rate === 'max' ? atOnce(orders, inFlight, intake, stopwatch) : atRate(orders, rate, intake, stopwatch);
}
