import { formatMinor } from '@entrepot/kernel';
import type { mongo } from 'mongoose';
import { recordsOf, rowsOf, type Drift, type Row } from './records';

interface Posted {
  readonly type: string;
  readonly transactionId: string;
  readonly orderId: string;
  readonly currency: string;
  readonly causeType: string;
  readonly entries: readonly { readonly debit: number; readonly credit: number }[];
}

/** What the ledger entries of an order's payment add up to. */
interface Sums {
  readonly merchantId: string;
  readonly currency: string;
  captured: number;
  refunded: number;
  readonly eventIds: string[];
}

interface Books {
  readonly sums: Map<string, Sums>;
  /** Event ids by transaction. */
  readonly transactions: Map<
    string,
    { readonly merchantId: string; readonly eventId: string; readonly amount: number }
  >;
}

interface Databases {
  readonly payments: mongo.Db;
  readonly orders: mongo.Db;
}

const MOST_NAMED = 5;

/**
 * Adds the money up from the entries in the streams of payments, per order, and compares the ledger, the list of payments and the list of
 * orders with that; and every order with itself: what it is worth = captured - refunded + open.
 */
export async function verifyMoney({ payments, orders }: Databases): Promise<{ checked: number; drifts: Drift[] }> {
  const { books, drifts } = await booksOf(payments);
  drifts.push(...(await ledgerDrifts(payments, books)));
  const byOrder = ({ orderId }: Row) => String(orderId);
  const paid = await rowsOf(payments, 'payments', byOrder);
  const ordered = await rowsOf(orders, 'orders', byOrder);
  for (const [name, row] of paid) drifts.push(...compare('payments', name, row, books));
  for (const [name, row] of ordered)
    drifts.push(...compare('orders', name, row, books), ...ownSum(row, books.sums.get(name)));
  for (const [name, sums] of books.sums) {
    const missing = [!paid.has(name) && 'payments', !ordered.has(name) && 'orders'].filter((list) => list !== false);
    for (const list of missing) drifts.push(drift(name, sums, `has money and is not in the list of ${list}`));
  }
  return { checked: ordered.size, drifts };
}

async function booksOf(payments: mongo.Db): Promise<{ books: Books; drifts: Drift[] }> {
  const books: Books = { sums: new Map(), transactions: new Map() };
  const drifts: Drift[] = [];
  for await (const { _id, merchantId, events } of recordsOf(payments, 'payment')) {
    for (const [index, event] of events.entries()) {
      if (event['type'] !== 'LedgerPosted') continue;
      const posted = event as unknown as Posted;
      const eventId = `${_id}#${index}`;
      post(books, merchantId, posted, eventId);
      if (total(posted, 'debit') === total(posted, 'credit')) continue;
      const what = `a transaction debits ${total(posted, 'debit')} and credits ${total(posted, 'credit')}`;
      drifts.push({ book: 'money', merchantId, of: posted.orderId, what, eventIds: [eventId] });
    }
  }
  return { books, drifts };
}

function post({ sums, transactions }: Books, merchantId: string, posted: Posted, eventId: string): void {
  const { orderId, currency, causeType, transactionId } = posted;
  const name = `${merchantId} ${orderId}`;
  const known = sums.get(name) ?? { merchantId, currency, captured: 0, refunded: 0, eventIds: [] };
  const amount = total(posted, 'debit');
  if (causeType === 'capture') known.captured += amount;
  if (causeType === 'refund') known.refunded += amount;
  known.eventIds.push(eventId);
  sums.set(name, known);
  transactions.set(`${merchantId} ${transactionId}`, { merchantId, eventId, amount });
}

async function ledgerDrifts(payments: mongo.Db, { transactions }: Books): Promise<Drift[]> {
  const rows = await rowsOf(payments, 'ledger', ({ transactionId }) => String(transactionId));
  const drifts: Drift[] = [];
  for (const [name, { merchantId, eventId, amount }] of transactions) {
    const row = rows.get(name);
    const shown = row === undefined ? 'no row' : String(total(row as unknown as Posted, 'debit'));
    if (shown === String(amount)) continue;
    const of = name.slice(merchantId.length + 1);
    drifts.push({
      book: 'money',
      merchantId,
      of,
      what: `the stream posts ${amount}; the ledger shows ${shown}`,
      eventIds: [eventId],
    });
  }
  for (const [name, { merchantId, transactionId }] of rows) {
    if (transactions.has(name)) continue;
    const what = 'is in the ledger and in no stream';
    drifts.push({ book: 'money', merchantId: String(merchantId), of: String(transactionId), what, eventIds: [] });
  }
  return drifts;
}

function compare(list: string, name: string, row: Row, { sums }: Books): Drift[] {
  const { captured = 0, refunded = 0 } = sums.get(name) ?? {};
  if (row['captured'] === captured && row['refunded'] === refunded) return [];
  const text = (amount: unknown) => formatMinor(Number(amount), String(row['currency']));
  const derived = `${text(captured)} captured, ${text(refunded)} refunded`;
  const what = `the money ledger says ${derived}; the list of ${list} shows ${text(row['captured'])}, ${text(row['refunded'])}`;
  return [drift(name, sums.get(name) ?? row, what)];
}

/** lines + freight + surcharges - discounts + taxes - cancelled = captured - refunded + open */
function ownSum(row: Row, sums: Sums | undefined): Drift[] {
  const of = (field: string) => Number(row[field] ?? 0);
  const worth = of('linesTotal') + of('freight') + of('surcharges') - of('discounts') + of('taxes') - of('cancelled');
  const settled = of('captured') - of('refunded') + of('open');
  if (worth === settled) return [];
  const text = (amount: number) => formatMinor(amount, String(row['currency']));
  const what = `is worth ${text(worth)}; captured - refunded + open is ${text(settled)}`;
  return [drift(`${String(row['merchantId'])} ${String(row['orderId'])}`, sums ?? row, what)];
}

function drift(name: string, { merchantId, eventIds }: Partial<Sums> | Row, what: string): Drift {
  const merchant = String(merchantId);
  const ids = (eventIds as readonly string[] | undefined) ?? [];
  return {
    book: 'money',
    merchantId: merchant,
    of: name.slice(merchant.length + 1),
    what,
    eventIds: ids.slice(-MOST_NAMED),
  };
}

function total({ entries }: Pick<Posted, 'entries'>, side: 'debit' | 'credit'): number {
  return entries.reduce((sum, entry) => sum + entry[side], 0);
}
