import { formatMinor, sum } from '@entrepot/kernel';
import type { OrderPlan } from '../olist/orders';
import type { OrderRow } from './orders-section';
import { checkAmounts, checkSent } from './order-money';
import type { MoneySection } from './report';

/** What payments says of one order: a row of `GET /v1/payments`. */
export interface PaymentRow {
  readonly orderId: string;
  readonly currency: string;
  readonly captured: number;
  readonly refunded: number;
  /** Authorised and neither captured nor voided. */
  readonly held: number;
}

export interface LedgerBalances {
  readonly balances: readonly { readonly account: string; readonly currency: string; readonly balance: number }[];
}

/** All that is said about money. */
export interface MoneyBooks {
  readonly rows: readonly OrderRow[];
  /** Of all orders of the merchant, by order. */
  readonly payments: ReadonlyMap<string, PaymentRow>;
  readonly ledger: LedgerBalances;
  /** What was sent, by the name of the order there. */
  readonly plans: ReadonlyMap<string, OrderPlan>;
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

/** The ledger sums to zero, and holds of every currency what the payments say was captured and given back. */
function checkLedger({ payments, ledger }: MoneyBooks): string[] {
  const rows = [...payments.values()];
  const currencies = new Set([...rows, ...ledger.balances].map(({ currency }) => currency));
  return [...currencies].sort().flatMap((currency) => {
    const text = (amount: number) => formatMinor(amount, currency);
    const entries = ledger.balances.filter((account) => account.currency === currency);
    const of = (account: string) => sum(entries.filter((one) => one.account === account).map(({ balance }) => balance));
    const total = (pick: (row: PaymentRow) => number) => sum(rows.filter((row) => row.currency === currency).map(pick));
    const off = sum(entries.map(({ balance }) => balance));
    const found = off === 0 ? [] : [`the ${currency} ledger does not sum to zero: ${text(off)}`];
    const sides = [
      ['captured', -of('orders:captured'), total((row) => row.captured)],
      ['refunded', of('orders:refunded'), total((row) => row.refunded)],
    ] as const;
    const differing = sides.filter(([, posted, told]) => posted !== told);
    return [
      ...found,
      ...differing.map(
        ([what, posted, told]) => `${text(posted)} ${what} in the ${currency} ledger, ${text(told)} in payments`,
      ),
    ];
  });
}

/** Checks every order's money against what was sent, its own sums and payments, the ledger against payments, and adds up by currency. */
export function moneySections(books: MoneyBooks, problems: string[]): MoneySection[] {
  const { rows, payments, ledger, plans } = books;
  for (const row of rows) {
    const plan = plans.get(row.sourceOrderId);
    problems.push(...checkAmounts(row, payments.get(row.orderId), plan));
    if (plan) problems.push(...checkSent(row, plan));
  }
  problems.push(...checkLedger(books));
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    return section(currency, own, ledger);
  });
}
