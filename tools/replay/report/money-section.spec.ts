import type { OrderPlan } from '../olist/orders';
import { collect } from './build';
import { moneySections, type LedgerBalances, type PaymentRow } from './money-section';
import type { OrderRow } from './orders-section';
import { providerProblems, type ProviderPayment } from './provider';

const ROW: OrderRow = {
  ...{ orderId: 'ord_1', sourceOrderId: 'o-1', state: 'delivered', currency: 'EUR', linesTotal: 2000, freight: 490 },
  ...{ surcharges: 0, discounts: 0, cancelled: 0, captured: 2490, refunded: 0, open: 0 },
};
const PAYMENT: PaymentRow = { orderId: 'ord_1', currency: 'EUR', captured: 2490, refunded: 0, held: 0 };
const PLAN: OrderPlan = {
  ...{ sourceOrderId: 'o-1', status: 'delivered', fate: 'delivered', purchasedAt: '2018-03-01T10:00:00Z', remarks: [] },
  body: { lines: [{ quantity: 2, unitPrice: 1000 }], charges: [{ type: 'freight', amount: 490 }] },
};

const ledgerOf = (captured: number, refunded = 0): LedgerBalances => ({
  balances: [
    { account: 'receivable:psp', currency: 'EUR', balance: captured - refunded },
    { account: 'orders:captured', currency: 'EUR', balance: -captured },
    { account: 'orders:refunded', currency: 'EUR', balance: refunded },
  ],
});

interface Planted {
  readonly row?: Partial<OrderRow>;
  readonly payment?: Partial<PaymentRow>;
  readonly plan?: Partial<OrderPlan>;
  readonly ledger?: LedgerBalances;
}

/** What is said when one thing is other than it should be. */
function problemsOf({ row, payment, plan, ledger = ledgerOf(2490) }: Planted): string[] {
  const problems: string[] = [];
  const payments = new Map([['ord_1', { ...PAYMENT, ...payment }]]);
  const plans = new Map([['o-1', { ...PLAN, ...plan }]]);
  moneySections({ rows: [{ ...ROW, ...row }], payments, ledger, plans }, problems);
  return problems;
}

describe('the money of a report', () => {
  it('balances when order, payment, ledger and what was sent say the same', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it('does not balance when goods were delivered and nobody took the money', () => {
    const row = { captured: 0, open: 2490, openReason: 'not-handed-over' };
    const problems = problemsOf({ row, payment: { captured: 0, held: 2490 }, ledger: ledgerOf(0) });
    expect(problems).toEqual(['order ord_1: everything was handed over and 24.90 is open (not-handed-over)']);
  });

  it('nor when all its parcels are on their way', () => {
    const row = { state: 'shipping', captured: 0, open: 2490, openReason: 'capture-pending' };
    const unpaid = { row, payment: { captured: 0, held: 2490 }, ledger: ledgerOf(0) };
    expect(problemsOf({ ...unpaid, plan: { fate: 'in-transit' } })).toHaveLength(1);
    expect(problemsOf(unpaid)).toEqual([]);
  });

  it('balances when the money was asked for and is not to be had', () => {
    const row = { captured: 0, open: 2490, openReason: 'capture-failed' };
    expect(problemsOf({ row, payment: { captured: 0 }, ledger: ledgerOf(0) })).toEqual([]);
  });

  it('does not balance when an order has lost a line, though it adds up by itself', () => {
    const row = { linesTotal: 1000, captured: 1490 };
    expect(problemsOf({ row, payment: { captured: 1490 }, ledger: ledgerOf(1490) })).toEqual([
      'order ord_1: lines of 20.00 were sent, 10.00 are here',
    ]);
  });

  it('does not balance when a cancelled order still holds money', () => {
    const row = { state: 'cancelled', cancelled: 2490, captured: 0 };
    expect(problemsOf({ row, payment: { captured: 0, held: 2490 }, ledger: ledgerOf(0) })).toEqual([
      'order ord_1: it is cancelled and 24.90 is still held',
    ]);
  });

  it('does not balance when a posting is lost on both sides of the ledger, or made twice', () => {
    expect(problemsOf({ ledger: ledgerOf(0) })).toEqual(['0.00 captured in the EUR ledger, 24.90 in payments']);
    expect(problemsOf({ ledger: ledgerOf(2490, 490) })).toEqual(['4.90 refunded in the EUR ledger, 0.00 in payments']);
  });

  it('does not balance when the ledger of a currency that no order has is off', () => {
    const stray = { account: 'receivable:psp', currency: 'USD', balance: 100 };
    expect(problemsOf({ ledger: { balances: [...ledgerOf(2490).balances, stray] } })).toEqual([
      'the USD ledger does not sum to zero: 1.00',
    ]);
  });

  it('does not balance when something is listed twice', async () => {
    async function* twice() {
      yield* await Promise.resolve([ROW, ROW]);
    }
    const problems: string[] = [];
    await collect({ items: twice(), keyOf: ({ sourceOrderId }) => sourceOrderId, what: 'order' }, problems);
    expect(problems).toEqual(['order o-1 is listed more than once']);
  });
});

describe('what the provider says beside the books', () => {
  const charge: ProviderPayment = {
    ...{ orderReference: 'ord_1', status: 'captured', amount: 2490, capturedAmount: 2490 },
    ...{ refundedAmount: 0, voidedAmount: 0 },
  };
  const problemsWith = (theirs: readonly ProviderPayment[]) =>
    providerProblems(new Map([[PAYMENT.orderId, PAYMENT]]), theirs);

  it('fits when it is the same, or forgotten, or of an order of others', () => {
    expect(problemsWith([charge])).toEqual([]);
    expect(problemsWith([])).toEqual([]);
    expect(problemsWith([charge, { ...charge, orderReference: 'ord_of_others' }])).toEqual([]);
  });

  it('does not fit when it was charged twice, holds more or gave back more', () => {
    expect(problemsWith([charge, charge])).toEqual([
      'order ord_1: captured at the provider are 49.80, payments knows of 24.90',
    ]);
    expect(problemsWith([{ ...charge, amount: 2590 }])).toHaveLength(1);
    expect(problemsWith([{ ...charge, refundedAmount: 100 }])).toHaveLength(1);
  });
});
