import { formatMinor, sum } from '@entrepot/kernel';
import type { OrderRow } from './orders-section';
import type { MoneySection } from './report';

/** What payments says of one order: a row of `GET /v1/payments`. */
export interface PaymentRow {
  readonly orderId: string;
  readonly currency: string;
  readonly captured: number;
  readonly refunded: number;
}

export interface LedgerBalances {
  readonly balances: readonly { readonly account: string; readonly currency: string; readonly balance: number }[];
}

function checkOrder(row: OrderRow, payment: PaymentRow | undefined): string[] {
  const owed = row.linesTotal + row.freight + row.surcharges - row.discounts + (row.taxes ?? 0) - row.cancelled;
  const settled = row.captured - row.refunded + row.open;
  const text = (amount: number) => formatMinor(amount, row.currency);
  const found: string[] = [];
  if (owed !== settled) found.push(`order ${row.orderId}: owed ${text(owed)} but settled ${text(settled)}`);
  if (row.open < 0) found.push(`order ${row.orderId}: open is negative (${text(row.open)})`);
  if (row.open > 0 && !row.openReason) found.push(`order ${row.orderId}: ${text(row.open)} is open without a reason`);
  if ((payment?.captured ?? 0) !== row.captured || (payment?.refunded ?? 0) !== row.refunded) {
    found.push(`order ${row.orderId}: orders and payments tell different captures or refunds`);
  }
  return found;
}

function openByReason(rows: readonly OrderRow[]) {
  const reasons = new Map<string, { orders: number; amount: number }>();
  for (const row of rows.filter(({ open }) => open > 0)) {
    const reason = row.openReason ?? 'no reason given';
    const entry = reasons.get(reason) ?? { orders: 0, amount: 0 };
    reasons.set(reason, { orders: entry.orders + 1, amount: entry.amount + row.open });
  }
  return [...reasons].map(([reason, entry]) => ({ reason, ...entry })).sort((a, b) => (a.reason < b.reason ? -1 : 1));
}

function section(currency: string, rows: readonly OrderRow[], ledger: LedgerBalances): MoneySection {
  const total = (pick: (row: OrderRow) => number) => sum(rows.map(pick));
  const entries = ledger.balances.filter((account) => account.currency === currency);
  return {
    currency,
    ordered: total((row) => row.linesTotal + row.freight),
    surcharges: total((row) => row.surcharges),
    discounts: total((row) => row.discounts),
    cancelled: total((row) => row.cancelled),
    captured: total((row) => row.captured),
    refunded: total((row) => row.refunded),
    open: total((row) => row.open),
    openByReason: openByReason(rows),
    ledgerSum: sum(entries.map(({ balance }) => balance)),
  };
}

/** Checks every order's money against its own sums and against payments, and adds it up by currency. */
export function moneySections(
  rows: readonly OrderRow[],
  payments: ReadonlyMap<string, PaymentRow>,
  ledger: LedgerBalances,
  problems: string[],
): MoneySection[] {
  for (const row of rows) problems.push(...checkOrder(row, payments.get(row.orderId)));
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  const sections = currencies.map((currency) =>
    section(
      currency,
      rows.filter((row) => row.currency === currency),
      ledger,
    ),
  );
  for (const { currency, ledgerSum } of sections) {
    if (ledgerSum !== 0)
      problems.push(`the ${currency} ledger does not sum to zero: ${formatMinor(ledgerSum, currency)}`);
  }
  return sections;
}
