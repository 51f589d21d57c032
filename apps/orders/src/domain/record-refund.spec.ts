import { PaymentRefunded } from '@entrepot/contracts/payments';
import { ReturnInspected } from '@entrepot/contracts/returns';
import { AnOrder } from '../../test/an-order';
import { coverage, open, refunded } from './balance';
import { openReason } from './open-reason';
import { recordRefund } from './record-refund';
import { takeReturn } from './take-return';

const atOnce = { tenders: [{ tenderId: 't1', method: 'boleto' as const, amount: 12_000 }] };

describe('refunded money', () => {
  it('is asked for when lines are cancelled that were paid at once', () => {
    const paid = AnOrder.placed(atOnce).routed().reserved().paidAtOnce('t1', 12_000);
    const cancelled = paid.cancelled({ lines: [{ lineId: '2', quantity: 1 }] });
    expect(cancelled.types).not.toContain('RefundRequested');
    const confirmed = cancelled.paid(12_000);
    expect(confirmed.event('RefundRequested')).toMatchObject({ amount: 3_000, reason: 'changed mind' });
    const refundedOrder = confirmed.refunded();
    expect([refunded(refundedOrder.order), open(refundedOrder.order)]).toEqual([3_000, 0]);
  });

  it('is asked for once, though more is cancelled before it is answered', () => {
    const paid = AnOrder.placed(atOnce).routed().reserved().paid(12_000).paidAtOnce('t1', 12_000).held();
    const less = paid.cancelled({ lines: [{ lineId: '2', quantity: 1 }] }).voided();
    const more = less.resumed();
    expect(more.event('RefundRequested').amount).toBe(3_000);
    const all = more.cancelled();
    expect(all.types).toEqual(['OrderCancellationRequested', 'ShipmentVoidRequested']);
    expect(all.voided(1).event('RefundRequested').amount).toBe(9_000);
  });

  it('that payments gave back by itself is counted', () => {
    const order = AnOrder.placed(atOnce).routed().reserved().paidAtOnce('t1', 12_000).cancelled();
    const { paymentId } = order.order.payment;
    const back = new PaymentRefunded({ orderId: order.id, paymentId, refundId: 'of-payments', amount: 12_000 });
    const after = order.after(recordRefund, back);
    expect([after.types, open(after.order)]).toEqual([['OrderPaymentUpdated'], 0]);
    expect(after.after(recordRefund, back).ignored).toBe('this refund is counted');
    const other = new PaymentRefunded({ ...back, amount: 1 });
    expect(after.after(recordRefund, other).types).toEqual(['OrderFactNoted']);
    const foreign = new PaymentRefunded({ ...back, paymentId: 'pay_2' });
    expect(after.after(recordRefund, foreign).types).toEqual(['OrderFactNoted']);
  });

  it('by the merchant, for which ours was refused, is not missed any more', () => {
    const order = AnOrder.placed().confirmed().pickedUp().captured().delivered();
    const back = (from: AnOrder, quantities: readonly number[], returnId: string) => {
      const lines = quantities.map((quantity, index) => ({
        lineId: `${index + 1}`,
        sku: 'X',
        quantity,
        disposition: 'restock' as const,
      }));
      return from.after(takeReturn, new ReturnInspected({ orderId: from.id, returnId, lines }));
    };
    const { paymentId } = order.order.payment;
    const byHand = { orderId: order.id, paymentId, refundId: 'by-hand', amount: 9_000 };
    const refused = back(order, [1], 'ret_1').refunded(0).after(recordRefund, new PaymentRefunded(byHand));
    expect(back(refused, [1, 1], 'ret_2').event('RefundRequested').amount).toBe(3_000);
  });

  it('by the merchant in place of ours is no gift: what leaves later is captured, and paid for where lines are added', () => {
    const sold = AnOrder.placed().split().pickedUp(0).captured().delivered(0);
    const lines = [{ lineId: '1', sku: 'SHIRT', quantity: 2, disposition: 'restock' as const }];
    const back = sold.after(takeReturn, new ReturnInspected({ orderId: sold.id, returnId: 'ret_1', lines }));
    expect(back.event('RefundRequested').amount).toBe(8_000);
    const { paymentId } = back.order.payment;
    const byHand = { orderId: back.id, paymentId, refundId: 'by-hand', amount: 8_000 };
    const mended = back.refunded(0).after(recordRefund, new PaymentRefunded(byHand));
    expect([open(mended.order), openReason(mended.order), coverage(mended.order)]).toEqual([
      ...[3_273, 'not-handed-over', 4_000],
    ]);
    const sent = mended.pickedUp(1);
    expect(sent.event('PaymentCaptureRequested').amount).toBe(3_273);
    expect(open(sent.captured().order)).toBe(0);
  });

  it('by the merchant after something was paid with it: what is authorised was not let go, and is captured', () => {
    const sold = AnOrder.placed().split().pickedUp(0).captured().delivered(0);
    const lines = [{ lineId: '1', sku: 'SHIRT', quantity: 2, disposition: 'restock' as const }];
    const back = sold.after(takeReturn, new ReturnInspected({ orderId: sold.id, returnId: 'ret_1', lines }));
    const sent = back.refunded(0).pickedUp(1);
    expect(sent.types).not.toContain('PaymentCaptureRequested');
    expect(sent.types).not.toContain('PaymentReleaseRequested');
    const { paymentId } = back.order.payment;
    const byHand = { orderId: back.id, paymentId, refundId: 'by-hand', amount: 8_000 };
    const mended = sent.after(recordRefund, new PaymentRefunded(byHand));
    expect(mended.event('PaymentCaptureRequested').amount).toBe(3_273);
  });

  it('by the merchant at the provider stays open, and is not captured again', () => {
    const order = AnOrder.placed().confirmed().pickedUp().captured();
    const { paymentId } = order.order.payment;
    const after = order.after(
      recordRefund,
      new PaymentRefunded({ orderId: order.id, paymentId, refundId: 'x', amount: 500 }),
    );
    expect(after.types).toEqual(['OrderPaymentUpdated']);
    expect([open(after.order), openReason(after.order)]).toEqual([500, 'refunded-elsewhere']);
  });
});
