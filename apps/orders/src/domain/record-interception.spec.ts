import { InterceptionFailed, ShipmentIntercepted } from '@entrepot/contracts/logistics';
import { AnOrder } from '../../test/an-order';
import { handedOverWorth } from './amounts';
import { recordInterception } from './record-interception';

const named = (order: AnOrder, index: number) => ({ orderId: order.id, shipmentId: order.shipment(index).shipmentId });
const agreed = (order: AnOrder, index = 0) =>
  order.after(recordInterception, new ShipmentIntercepted(named(order, index)));
const failed = (order: AnOrder, index = 0) =>
  order.after(recordInterception, new InterceptionFailed({ ...named(order, index), reason: 'too late' }));

const called = () => AnOrder.placed().confirmed().pickedUp().captured().cancelled();

describe('the answer to a call-back', () => {
  it('is waited for when the carrier agrees: the parcel may still be lost or delivered', () => {
    expect(agreed(called()).types).toEqual(['OrderShipmentUpdated']);
    expect(agreed(called()).order.status).toBe('cancelling');
    expect(agreed(called()).delivered().event('OrderCancellationRefused').lines).toHaveLength(2);
  });

  it('refuses the cancellation when the carrier cannot, and the order goes on', () => {
    const order = failed(called());
    expect(order.types).toEqual(['OrderShipmentUpdated', 'OrderCancellationRefused']);
    expect(order.event('OrderCancellationRefused')).toMatchObject({
      reason: 'already-shipped',
      lines: [
        { lineId: '1', quantity: 2 },
        { lineId: '2', quantity: 1 },
      ],
    });
    expect(order.order.status).toBe('shipping');
    expect(() => order.cancelled()).toThrow(expect.objectContaining({ code: 'order.already-shipped' }));
  });

  it('cancels what could be stopped and keeps sold what could not', () => {
    const two = AnOrder.placed().split();
    const order = failed(two.pickedUp(0).cancelled().voided(1));
    expect(order.types).toEqual([
      ...['OrderShipmentUpdated', 'OrderLinesCancelled', 'OrderCancellationRefused', 'PaymentCaptureRequested'],
    ]);
    expect(order.event('OrderLinesCancelled')).toMatchObject({ lines: [{ lineId: '2', quantity: 1 }], amount: 3_000 });
    expect(handedOverWorth(order.order)).toBe(9_000);
  });

  it('is known when it is told again, and noted when the parcel has arrived', () => {
    expect(agreed(agreed(called())).ignored).toBe('this answer of the carrier is known');
    expect(failed(AnOrder.placed().confirmed().delivered()).types).toEqual(['OrderFactNoted']);
  });
});
