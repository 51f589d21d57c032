import { PaymentAuthorised } from '@entrepot/contracts/payments';
import { AnOrder, MUG, SHIRTS } from '../../test/an-order';
import { confirmOrder } from './confirm-order';

const paying = () => AnOrder.placed().routed().reserved();

describe('an authorised payment', () => {
  it('confirms the order and sends from every place', () => {
    const order = AnOrder.placed().split();
    expect(order.types).toEqual(['OrderConfirmed', 'ShipmentRequested', 'ShipmentRequested']);
    const requests = order.events.filter((event) => event.type === 'ShipmentRequested');
    expect(requests).toMatchObject([
      { placeId: 'gru', lines: [SHIRTS], shipTo: { city: 'Lisboa' } },
      { placeId: 'cps', lines: [MUG] },
    ]);
  });

  it('sends only what is still wanted', () => {
    const order = paying().cancelled({ lines: [{ lineId: '1', quantity: 2 }] });
    expect(order.types).toEqual(['OrderLinesCancelled', 'StockReleaseRequested']);
    expect(order.paid().event('ShipmentRequested').lines).toEqual([MUG]);
  });

  it('during a hold confirms, and sends after the release', () => {
    const held = paying().held().paid();
    expect(held.types).toEqual(['OrderConfirmed']);
    expect(held.order.status).toBe('held');
    expect(held.resumed().types).toEqual(['OrderReleased', 'ShipmentRequested']);
  });

  it('on a cancelled order is let go: the release was asked for with the cancellation', () => {
    const cancelled = paying().cancelled();
    expect(cancelled.types).toEqual(['OrderCancelled', 'StockReleaseRequested', 'PaymentReleaseRequested']);
    expect(cancelled.paid().events).toMatchObject([{ type: 'OrderPaymentUpdated', kind: 'authorised' }]);
  });

  it('is known when it is told again', () => {
    expect(paying().paid().paid().ignored).toBe('this payment is known to be authorised');
  });

  it('of another payment is given back', () => {
    const order = paying().paid();
    const second = new PaymentAuthorised({ orderId: order.id, paymentId: 'pay_2', amount: 12_000, captured: 0 });
    expect(order.after(confirmOrder, second).events).toMatchObject([
      { type: 'OrderFactNoted' },
      { type: 'PaymentReleaseRequested', paymentId: 'pay_2' },
    ]);
    expect(order.after(confirmOrder, second).order.payment.release).toBe('none');
  });

  it('that nobody asked for is a contradiction', () => {
    expect(() => AnOrder.placed().paid()).toThrow(expect.objectContaining({ code: 'order.payment-not-requested' }));
  });
});
