import { ShipmentIntercepted, ShipmentLost, ShipmentReturned } from '@entrepot/contracts/logistics';
import { AnOrder } from '../../test/an-order';
import { recordInterception } from './record-interception';
import { recordLoss } from './record-loss';
import { takeBack } from './take-back';

function back(order: AnOrder, index = 0): AnOrder {
  const { shipmentId, placeId, lines } = order.shipment(index);
  return order.after(takeBack, new ShipmentReturned({ orderId: order.id, shipmentId, placeId, lines: [...lines] }));
}

describe('a parcel that came back', () => {
  it('after a call-back is restocked, and ends the cancellation', () => {
    const called = AnOrder.placed().confirmed().pickedUp().captured().cancelled();
    const { shipmentId } = called.shipment();
    const agreed = called.after(recordInterception, new ShipmentIntercepted({ orderId: called.id, shipmentId }));
    expect(agreed.types).toEqual(['OrderShipmentUpdated']);
    const order = back(agreed);
    expect(order.types).toEqual(['OrderShipmentUpdated', 'StockRestockRequested', 'OrderCancelled', 'RefundRequested']);
    expect(order.event('StockRestockRequested')).toMatchObject({ placeId: 'gru', cause: 'interception' });
    expect(order.event('RefundRequested').amount).toBe(12_000);
  });

  it('by itself is restocked, and its pieces are cancelled', () => {
    const two = AnOrder.placed().split();
    const order = back(two.pickedUp(0).pickedUp(1), 1);
    expect(order.event('StockRestockRequested').cause).toBe('return-to-sender');
    expect(order.event('OrderLinesCancelled')).toMatchObject({ reason: 'returned-to-sender', amount: 3_000 });
  });

  it('though it was lost is restocked; its pieces stay cancelled', () => {
    const { order, id } = AnOrder.placed().confirmed();
    const [shipment] = order.shipments;
    const { shipmentId, lines } = shipment!;
    const lost = AnOrder.placed()
      .confirmed()
      .after(recordLoss, new ShipmentLost({ orderId: id, shipmentId, lines: [...lines] }));
    expect(back(lost).types).toEqual(['OrderShipmentUpdated', 'StockRestockRequested']);
  });

  it('is known when it is told again, and noted after the delivery', () => {
    expect(back(back(AnOrder.placed().confirmed())).ignored).toBe('this shipment is known to be back');
    expect(back(AnOrder.placed().confirmed().delivered()).types).toEqual(['OrderFactNoted']);
  });
});
