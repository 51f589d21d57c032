import { loadAllContracts } from '@entrepot/contracts';
import type { Services } from '../services';
import type { History } from '../history';
import type { OrderPlan } from '../olist/orders';
import { eventsSections } from './events-section';
import { moneySections, type LedgerBalances, type PaymentRow } from './money-section';
import { ordersSection, type OrderRow } from './orders-section';
import { readRecorded } from './published';
import { providerProblems, type ProviderPayment } from './provider';
import type { Report } from './report';
import { stockSection, type StockTotals } from './stock-section';
import { streamProblems } from './streams';
import { TopicScan } from './topic-scan';

export interface Backends {
  readonly brokers: readonly string[];
  readonly mongoUri: string;
  readonly topic: (name: string) => string;
  readonly group: (service: string) => string;
  readonly database: (service: string) => string;
  /** Ids of messages that somebody else has put into our topics, to be left out. */
  readonly isForeign?: (id: string) => boolean;
  /** Which records the services have published or will, as a filter of the database; all when left out. */
  readonly records?: Readonly<Record<string, unknown>>;
}

interface Listed<T> {
  readonly items: AsyncIterable<T>;
  readonly keyOf: (item: T) => string;
  /** What an item is called. */
  readonly what: string;
}

/** What is listed twice is there twice. */
export async function collect<T>({ items, keyOf, what }: Listed<T>, problems: string[]): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for await (const item of items) {
    const key = keyOf(item);
    if (found.has(key)) problems.push(`${what} ${key} is listed more than once`);
    found.set(key, item);
  }
  return found;
}

/** What payments and the provider say. */
async function paidOf({ payments: desk, sandbox }: Services, problems: string[]) {
  const keyOf = (row: PaymentRow) => row.orderId;
  const payments = await collect({ items: desk.all<PaymentRow>('/v1/payments'), keyOf, what: 'payment of' }, problems);
  const ledger = await desk.get<LedgerBalances>('/v1/ledger/balances');
  const provider = await sandbox.get<{ readonly items: readonly ProviderPayment[] }>('/sandbox/psp/payments');
  problems.push(...providerProblems(payments, provider.items));
  return { payments, ledger };
}

async function countAll(services: Services, list: string): Promise<number> {
  const { catalog, inventory, orders, payments, logistics, returns } = services;
  let count = 0;
  for (const api of [catalog, inventory, orders, payments, logistics, returns]) {
    for await (const _ of api.all(`/v1/operations/${list}`)) count += 1;
  }
  return count;
}

/** How many ledgers of stock disagree with their entries, all added up again. Not asked of a store that others have filled: there are too many. */
async function driftOf({ inventory }: Services, { records }: Backends): Promise<number> {
  if (records !== undefined) return 0;
  const { drifted } = await inventory.get<{ readonly drifted: readonly unknown[] }>('/v1/stock-drift');
  return drifted.length;
}

interface Read {
  readonly backends: Backends;
  readonly orderIds: readonly string[];
}

/** What databases and topics say of themselves: the report does not take the services' word. */
async function eventsOf({ backends, orderIds }: Read, problems: string[]) {
  loadAllContracts();
  const recorded = await readRecorded(backends.mongoUri, backends.database, backends.records);
  problems.push(...streamProblems(recorded.streams), ...recorded.goods.problems(orderIds));
  const scan = new TopicScan(backends.brokers, backends.isForeign);
  await scan.start();
  try {
    return await eventsSections(scan, recorded, backends, problems);
  } finally {
    await scan.stop();
  }
}

/** Asks the whole system what became of the orders and judges whether its books balance. */
export async function buildReport(
  services: Services,
  backends: Backends,
  plans: readonly OrderPlan[],
  history: History,
): Promise<Report> {
  const problems: string[] = [];
  const list = `/v1/orders?source=${encodeURIComponent(history.source)}`;
  const keyOf = (row: OrderRow) => row.sourceOrderId;
  const rows = await collect({ items: services.orders.all<OrderRow>(list), keyOf, what: 'order' }, problems);
  const paid = await paidOf(services, problems);
  const totals = await services.inventory.get<StockTotals>('/v1/stock-totals');
  const drifted = Math.max(totals.driftedSkus, await driftOf(services, backends));
  const orders = ordersSection(plans, rows, history, problems);
  const sent = new Map(plans.map((plan) => [plan.sourceOrderId, plan]));
  const money = moneySections({ rows: [...rows.values()], plans: sent, ...paid }, problems);
  const stock = stockSection({ ...totals, driftedSkus: drifted }, problems);
  const orderIds = [...rows.values()].map(({ orderId }) => orderId);
  const events = await eventsOf({ backends, orderIds }, problems);
  const parked = await countAll(services, 'parked');
  const deadLetters = await countAll(services, 'dead-letters');
  if (parked > 0) problems.push(`${parked} inputs are parked`);
  if (deadLetters > 0) problems.push(`${deadLetters} dead letters`);
  problems.sort();
  return { balanced: problems.length === 0, orders, money, stock, events, parked, deadLetters, problems };
}
