import type { IntakePublisher } from '../../tools/replay/intake';
import type { OrderPlan } from '../../tools/replay/olist/orders';
import type { Stopwatch } from './stopwatch';

const TICK_MS = 10;
const BATCH = 50;
const LOOK_EVERY_MS = 5;
const STANDSTILL_MS = 60_000;

/** What this asks of whoever publishes orders, and of whoever hears that they are planned. */
type Publishes = Pick<IntakePublisher, 'publishAll'>;
type Counts = Pick<Stopwatch, 'due' | 'sent' | 'planned'>;

/** A closed loop: so many orders are under way all the time, and the next ones go out when others are planned. */
async function atOnce(
  orders: readonly OrderPlan[],
  inFlight: number,
  intake: Publishes,
  stopwatch: Counts,
): Promise<void> {
  const size = Math.min(BATCH, inFlight);
  for (let start = 0; start < orders.length; start += size) {
    const batch = orders.slice(start, start + size);
    // Whoever waits for the last order then says that it did not come.
    if (!(await hasRoom(stopwatch, inFlight - size))) return;
    for (const { sourceOrderId } of batch) stopwatch.due(sourceOrderId, performance.now());
    await intake.publishAll(batch);
  }
}

/** Waits for room; false when nothing moves for a minute: then nothing will for those that would follow. */
async function hasRoom(stopwatch: Counts, most: number): Promise<boolean> {
  let [since, planned] = [performance.now(), stopwatch.planned];
  while (stopwatch.sent - stopwatch.planned > most) {
    if (stopwatch.planned !== planned) [since, planned] = [performance.now(), stopwatch.planned];
    if (performance.now() - since > STANDSTILL_MS) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return true;
}

/** An open loop: every order has its moment, whether or not the system keeps up; a late send counts from that moment. */
async function atRate(orders: readonly OrderPlan[], rate: number, intake: Publishes, stopwatch: Counts): Promise<void> {
  const started = performance.now();
  const sends: Promise<void>[] = [];
  let failure: { readonly error: unknown } | undefined;
  let sent = 0;
  while (sent < orders.length && failure === undefined) {
    // The first one is due at once: counted from the second on, each would wait for the moment of the next.
    const due = Math.min(orders.length, Math.floor(((performance.now() - started) * rate) / 1000) + 1);
    const batch = orders.slice(sent, due);
    batch.forEach(({ sourceOrderId }, index) => stopwatch.due(sourceOrderId, started + ((sent + index) * 1000) / rate));
    // A failure is told below: until somebody waits for the send, nobody would hear of it, and it would end the process.
    const keep = (error: unknown) => void (failure ??= { error });
    if (batch.length > 0) sends.push(intake.publishAll(batch).catch(keep));
    sent = due;
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(sends);
  if (failure !== undefined) throw failure.error;
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
  intake: Publishes,
  stopwatch: Counts,
): Promise<void> {
  return rate === 'max' ? atOnce(orders, inFlight, intake, stopwatch) : atRate(orders, rate, intake, stopwatch);
}
