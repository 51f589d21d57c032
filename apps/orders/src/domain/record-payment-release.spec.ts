import { PaymentReleased } from '@entrepot/contracts/payments';
import { AnOrder } from '../../test/an-order';
import { recordPaymentRelease } from './record-payment-release';

function released(order: AnOrder, paymentId = order.order.payment.paymentId): AnOrder {
  return order.after(
    recordPaymentRelease,
    new PaymentReleased({ orderId: order.id, paymentId, voided: 1, refunded: 0 }),
  );
}

describe('a released payment', () => {
  it('lets captured money of a cancelled order go back, if payments has not given it back itself', () => {
    const tenders = [{ tenderId: 't1', method: 'boleto' as const, amount: 12_000 }];
    const order = AnOrder.placed({ tenders }).routed().reserved().cancelled().paidAtOnce('t1', 12_000).paid(12_000);
    expect(order.types).toEqual(['OrderPaymentUpdated']);
    expect(released(order).types).toEqual(['OrderPaymentUpdated', 'RefundRequested']);
  });

  it('is asked for when lines were cancelled and everything else is captured', () => {
    const two = AnOrder.placed().split();
    const less = two.cancelled({ lines: [{ lineId: '2', quantity: 1 }] }).voided(1);
    expect(less.types).not.toContain('PaymentReleaseRequested');
    const captured = less.pickedUp(0).captured();
    expect(captured.event('PaymentReleaseRequested').reason).toBe('nothing-more-to-capture');
    expect(released(captured).types).toEqual(['OrderPaymentUpdated']);
  });

  it('is recorded once, and noted when it is another payment', () => {
    const order = released(AnOrder.placed().routed().reserved().cancelled());
    expect(released(order).types).toEqual(['OrderFactNoted']);
    expect(released(order, 'pay_2').types).toEqual(['OrderFactNoted']);
  });
});
