import { PaymentDeclined, PaymentRefunded } from '@entrepot/contracts/payments';
import { AnOrder } from '../../test/an-order';
import { noteDecline } from './note-decline';
import { recordRefund } from './record-refund';

const paying = () => AnOrder.placed().routed().reserved();

function declined(order: AnOrder, paymentId = order.order.payment.paymentId): AnOrder {
  return order.after(noteDecline, new PaymentDeclined({ orderId: order.id, paymentId, reason: 'no money' }));
}

describe('a declined payment', () => {
  it('ends the order and gives its stock back, also during a hold', () => {
    const types = ['OrderPaymentUpdated', 'OrderCancelled', 'StockReleaseRequested'];
    expect(declined(paying()).types).toEqual(types);
    expect(declined(paying()).event('OrderCancelled')).toMatchObject({ reason: 'payment-declined', amount: 12_000 });
    expect(declined(paying().held()).types).toEqual(types);
  });

  it('asks for no refund: payments has given back what others had paid', () => {
    const order = paying().paidAtOnce('t1', 12_000);
    expect(order.types).toEqual(['OrderPaymentUpdated']);
    const { paymentId } = order.order.payment;
    const back = new PaymentRefunded({ orderId: order.id, paymentId, refundId: 'of-payments', amount: 12_000 });
    expect(declined(order.after(recordRefund, back)).types).not.toContain('RefundRequested');
  });

  it('after the cancellation is recorded', () => {
    expect(declined(paying().cancelled()).events).toMatchObject([{ type: 'OrderPaymentUpdated', kind: 'declined' }]);
  });

  it('is known when it is told again, and noted when it is another or was authorised', () => {
    expect(declined(declined(paying())).ignored).toBe('this payment is known to be declined');
    expect(declined(paying(), 'pay_2').types).toEqual(['OrderFactNoted']);
    expect(declined(paying().paid()).types).toEqual(['OrderFactNoted']);
  });

  it('that nobody asked for is a contradiction', () => {
    expect(() => declined(AnOrder.placed())).toThrow(expect.objectContaining({ code: 'order.payment-not-requested' }));
  });
});
