import { setTimeout as sleep } from 'node:timers/promises';
import type {
  LedgerBalances,
  PaymentCaptured,
  PaymentDeclined,
  PaymentExtensionDeclined,
  PaymentRefunded,
} from '@entrepot/contracts/payments';
import { cleanUp, eventually, Neighbour, testBackend, TopicReader, uniqueName } from '@entrepot/testing';
import { card, OrderAtPayments, tenderIn } from './order-at-payments';
import { RunningPayments } from './running-payments';

jest.setTimeout(90_000);

/** Longer than the sandbox takes for a decision that comes later. */
const PENDING_MS = 2_000;

const prefix = uniqueName('payments');
const orders = new Neighbour('orders', testBackend(), prefix);
const published = new TopicReader(testBackend(), prefix);
let payments: RunningPayments;

beforeAll(async () => {
  payments = await RunningPayments.launch(prefix);
  await orders.connect();
  await published.read('payments.payment.v1');
});

afterEach(() => payments.sandbox.reset());

afterAll(async () => {
  await Promise.all([orders.close(), published.close()]);
  await payments?.stop();
  await cleanUp(prefix, testBackend());
});

const anOrder = () => new OrderAtPayments(payments, orders);

/** Nothing waits, nothing was given up. */
async function expectNothingLeft(): Promise<void> {
  for (const what of ['parked', 'dead-letters', 'tasks']) {
    const ask = () => payments.bodyOf<{ items: unknown[] }>(`/v1/operations/${what}`);
    expect([what, (await eventually(ask, ({ items }) => items.length === 0)).items]).toEqual([what, []]);
  }
}

describe('payments', () => {
  it('authorises, captures and refunds an order, and keeps books that balance', async () => {
    const order = anOrder();
    const [asked] = await order.asks(card('t1', 4_990));
    expect(await order.untilState('authorised')).toMatchObject({ held: 4_990, captured: 0 });
    const captures = await order.capture('cap_1', 2_990);
    expect(await order.until(({ captured }) => captured === 2_990)).toMatchObject({ held: 2_000 });
    // The same events once more, as a restarted relay sends them.
    await orders.send([asked!, ...captures]);
    await order.refund('ref_1', 990);
    await order.until(({ refunded }) => refunded === 990);
    await order.release();
    expect(await order.untilState('released')).toMatchObject({ held: 0, captured: 2_990, refunded: 990 });
    expect(await order.atProvider('t1')).toMatchObject({
      capturedAmount: 2_990,
      refundedAmount: 990,
      voidedAmount: 2_000,
    });
    expect((await order.ledger(2)).map(({ causeType, causeId, entries }) => [causeType, causeId, entries])).toEqual([
      [
        'capture',
        'cap_1',
        [
          { account: 'receivable:psp', debit: 2_990, credit: 0 },
          { account: 'orders:captured', debit: 0, credit: 2_990 },
        ],
      ],
      [
        'refund',
        'ref_1',
        [
          { account: 'orders:refunded', debit: 990, credit: 0 },
          { account: 'receivable:psp', debit: 0, credit: 990 },
        ],
      ],
    ]);
    const told = await published.waitFor<PaymentCaptured>('PaymentCaptured', { paymentId: order.paymentId });
    expect(told.map(({ event }) => [event.captureId, event.amount])).toEqual([['cap_1', 2_990]]);
    const { sums } = await payments.bodyOf<LedgerBalances>('/v1/ledger/balances');
    expect(sums).toEqual([{ currency: 'EUR', sum: 0 }]);
  });

  it('declines an order when one tender is declined, and voids the other', async () => {
    const order = anOrder();
    await payments.sandbox.rule('authorise', 'decline', { reference: order.referenceOf('t2') });
    await order.asks(card('t1', 1_000, { method: 'voucher' }), card('t2', 3_990));
    const payment = await order.untilState('declined');
    expect(payment).toMatchObject({ held: 0, captured: 0, reason: 'do_not_honour' });
    expect(payment.tenders.map(({ state }) => state)).toEqual(['voided', 'declined']);
    expect(await order.atProvider('t1')).toMatchObject({ status: 'voided' });
    const [told] = await published.waitFor<PaymentDeclined>('PaymentDeclined', { paymentId: order.paymentId });
    expect(told?.event).toMatchObject({ tenderId: 't2', reason: 'do_not_honour' });
  });

  it('asks before it tries again when an authorisation times out and succeeds late: nobody is charged twice', async () => {
    const order = anOrder();
    await payments.sandbox.rule('authorise', 'timeout-then-success', { orderReference: order.orderId });
    await order.asks(card('t1', 4_990, { capture: 'immediate' }));
    expect(await order.untilState('authorised')).toMatchObject({ captured: 4_990 });
    expect(await order.atProvider('t1')).toMatchObject({ capturedAmount: 4_990 });
    expect((await order.ledger(1)).length).toBe(1);
  });

  it('tries again when a call was never answered and nothing was done', async () => {
    const order = anOrder();
    await payments.sandbox.rule('authorise', 'hang', { orderReference: order.orderId });
    await order.asks(card('t1', 4_990));
    expect(await order.untilState('authorised')).toMatchObject({ held: 4_990 });
  });

  it('captures and refunds once when their calls time out and succeed late', async () => {
    const order = anOrder();
    await order.asks(card('t1', 4_990));
    await order.untilState('authorised');
    await payments.sandbox.rule('capture', 'timeout-then-success');
    await order.capture('cap_1', 4_990);
    await order.until(({ captured }) => captured === 4_990);
    await payments.sandbox.rule('refund', 'timeout-then-success');
    await order.refund('ref_1', 1_000);
    await order.until(({ refunded }) => refunded === 1_000);
    expect(await order.atProvider('t1')).toMatchObject({ capturedAmount: 4_990, refundedAmount: 1_000 });
  });

  it('gives late money back when the order gave up waiting for it', async () => {
    const order = anOrder();
    await payments.sandbox.rule('authorise', 'timeout-then-success', { orderReference: order.orderId });
    await order.asks(card('t1', 4_990, { capture: 'immediate' }));
    await order.release();
    expect(await order.untilState('released')).toMatchObject({ held: 0, captured: 4_990, refunded: 4_990 });
    expect(await order.atProvider('t1')).toMatchObject({ capturedAmount: 4_990, refundedAmount: 4_990 });
  });

  it('waits for a provider that decides later', async () => {
    const order = anOrder();
    await payments.sandbox.dials({ pendingRate: 1 });
    await order.asks(card('t1', 4_990, { method: 'boleto', capture: 'immediate' }));
    await order.until((payment) => tenderIn(payment, 't1')?.state === 'pending');
    expect(await order.untilState('authorised')).toMatchObject({ captured: 4_990 });
  });

  it('lets go of what a provider has not decided yet, and it stays so', async () => {
    const order = anOrder();
    await payments.sandbox.dials({ pendingRate: 1 });
    await order.asks(card('t1', 4_990, { method: 'boleto', capture: 'immediate' }));
    await order.until((payment) => tenderIn(payment, 't1')?.state === 'pending');
    await order.release();
    expect(await order.untilState('released')).toMatchObject({ held: 0, captured: 0 });
    await sleep(PENDING_MS);
    expect(await order.atProvider('t1')).toMatchObject({ status: 'voided', capturedAmount: 0 });
  });

  it('captures vouchers before cards and refunds in reverse', async () => {
    const order = anOrder();
    await order.asks(card('card', 3_000), card('voucher', 1_000, { method: 'voucher' }));
    await order.untilState('authorised');
    await order.capture('cap_1', 600);
    const first = await order.until(({ captured }) => captured === 600);
    expect([tenderIn(first, 'voucher')?.captured, tenderIn(first, 'card')?.captured]).toEqual([600, 0]);
    await order.capture('cap_2', 3_400);
    await order.until(({ captured }) => captured === 4_000);
    await order.refund('ref_1', 3_200);
    const after = await order.until(({ refunded }) => refunded === 3_200);
    expect([tenderIn(after, 'voucher')?.refunded, tenderIn(after, 'card')?.refunded]).toEqual([200, 3_000]);
    await order.refund('ref_2', 9_999);
    const [told] = await published.waitFor<PaymentRefunded>('PaymentRefunded', {
      refundId: 'ref_2',
      paymentId: order.paymentId,
    });
    expect(told?.event).toMatchObject({ amount: 800, shortfall: 9_199 });
  });

  it('covers more with one more tender, and what it covered before when that is declined', async () => {
    const order = anOrder();
    await order.asks(card('t1', 5_000));
    await order.untilState('authorised');
    await order.extend('chg_1', card('chg_1', 1_000));
    await order.until(({ total, held }) => total === 6_000 && held === 6_000);
    await payments.sandbox.rule('authorise', 'decline', { reference: order.referenceOf('chg_2') });
    await order.extend('chg_2', card('chg_2', 700));
    const { paymentId } = order;
    const told = await published.waitFor<PaymentExtensionDeclined>('PaymentExtensionDeclined', { paymentId });
    expect(told.map(({ event }) => event.extensionId)).toEqual(['chg_2']);
    await order.capture('cap_1', 6_000);
    expect(await order.until(({ captured }) => captured === 6_000)).toMatchObject({ total: 6_000, held: 0 });
  });

  it('gives an undeclared payment back', async () => {
    const order = anOrder();
    await order.asks(card('t1', 4_990));
    await order.untilState('authorised');
    const reference = `shopper-${order.orderId}`;
    await payments.sandbox.pay({ orderReference: order.orderId, amount: 700, currency: 'EUR', reference });
    const payment = await order.until(({ tenders }) =>
      tenders.some(({ state, undeclared }) => undeclared && state === 'refunded'),
    );
    expect(payment).toMatchObject({ state: 'authorised', held: 4_990, captured: 0 });
    expect(await payments.sandbox.paymentWith(reference)).toMatchObject({ capturedAmount: 700, refundedAmount: 700 });
    expect((await order.ledger(2)).map(({ causeType }) => causeType)).toEqual([
      'undeclared-received',
      'undeclared-returned',
    ]);
  });

  it('keeps the books of money that a marketplace holds, and asks no provider', async () => {
    const order = anOrder();
    await order.asks(card('t1', 4_990, { heldBy: 'marketplace', reference: 'mkt-77' }));
    expect(await order.untilState('authorised')).toMatchObject({ captured: 4_990 });
    await order.refund('ref_1', 990);
    await order.until(({ refunded }) => refunded === 990);
    expect(await order.atProvider('t1')).toBeUndefined();
    expect((await order.ledger(2)).map(({ entries }) => entries.map(({ account }) => account))).toEqual([
      ['receivable:marketplace', 'orders:captured'],
      ['orders:refunded', 'receivable:marketplace'],
    ]);
  });

  it('shows a merchant nothing of another one', async () => {
    const order = anOrder();
    await order.asks(card('t1', 4_990));
    await order.untilState('authorised');
    const mine = await eventually(
      () => payments.bodyOf<{ items: { state: string }[] }>(`/v1/payments?orderId=${order.orderId}`),
      // The list may be a moment behind the payment itself.
      ({ items }) => items[0]?.state === 'authorised',
    );
    expect(mine.items).toMatchObject([{ paymentId: order.paymentId }]);
    expect((await payments.get(`/v1/payments/${order.paymentId}`, 'key-of-other')).status).toBe(404);
    expect((await payments.get(`/v1/payments/${order.paymentId}/ledger`, 'key-of-other')).status).toBe(404);
    expect((await payments.get('/v1/payments', 'key-of-other')).body).toEqual({ items: [] });
    expect((await payments.get('/v1/payments?state=nonsense')).status).toBe(400);
  });

  it('leaves nothing parked, given up or undone', expectNothingLeft);
});
