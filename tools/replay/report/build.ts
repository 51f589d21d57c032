import { loadAllContracts } from '@entrepot/contracts';
import type { Services } from '../services';
import type { History } from '../history';
import type { OrderPlan } from '../olist/orders';
import { eventsSections } from './events-section';
import { moneySections, type LedgerBalances, type PaymentRow } from './money-section';
import { ordersSection, type OrderRow } from './orders-section';
import { readRecorded } from './published';
import type { Report } from './report';
import { stockSection, type StockTotals } from './stock-section';
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

async function collect<T>(items: AsyncIterable<T>, keyOf: (item: T) => string): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  for await (const item of items) found.set(keyOf(item), item);
  return found;
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

async function eventsOf(backends: Backends, problems: string[]) {
  loadAllContracts();
  const recorded = await readRecorded(backends.mongoUri, backends.database, backends.records);
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
  const rows = await collect(services.orders.all<OrderRow>(list), (row) => row.sourceOrderId);
  const payments = await collect(services.payments.all<PaymentRow>('/v1/payments'), (row) => row.orderId);
  const ledger = await services.payments.get<LedgerBalances>('/v1/ledger/balances');
  const totals = await services.inventory.get<StockTotals>('/v1/stock-totals');
  const drifted = Math.max(totals.driftedSkus, await driftOf(services, backends));
  const orders = ordersSection(plans, rows, history, problems);
  const money = moneySections([...rows.values()], payments, ledger, problems);
  const stock = stockSection({ ...totals, driftedSkus: drifted }, problems);
  const events = await eventsOf(backends, problems);
  const parked = await countAll(services, 'parked');
  const deadLetters = await countAll(services, 'dead-letters');
  if (parked > 0) problems.push(`${parked} inputs are parked`);
  if (deadLetters > 0) problems.push(`${deadLetters} dead letters`);
  problems.sort();
  return { balanced: problems.length === 0, orders, money, stock, events, parked, deadLetters, problems };
}
