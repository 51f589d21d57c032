import { ShipmentLost } from '@entrepot/contracts/logistics';
import { AnOrder, SHIRTS } from '../../test/an-order';
import { recordLoss } from './record-loss';

function lost(order: AnOrder, index = 0): AnOrder {
  const { shipmentId, lines } = order.shipment(index);
  return order.after(recordLoss, new ShipmentLost({ orderId: order.id, shipmentId, lines: [...lines] }));
}

describe('a lost parcel', () => {
  it('cancels the order and gives the money back when it was the only one', () => {
    const order = lost(AnOrder.placed().confirmed().pickedUp().captured());
    expect(order.types).toEqual(['OrderShipmentUpdated', 'OrderCancelled', 'RefundRequested']);
    expect(order.event('OrderCancelled')).toMatchObject({ reason: 'lost', amount: 12_000 });
    expect(order.event('RefundRequested').amount).toBe(12_000);
  });

  it('cancels its pieces when others arrive', () => {
    const two = AnOrder.placed().split();
    const order = lost(two.delivered(0).captured().pickedUp(1), 1);
    expect(order.types).toEqual(['OrderShipmentUpdated', 'OrderLinesCancelled', 'OrderDelivered']);
    expect(order.event('OrderLinesCancelled')).toMatchObject({ lines: [{ lineId: '2', quantity: 1 }], amount: 3_000 });
    expect(order.captured().event('RefundRequested').amount).toBe(3_000);
  });

  it('while pieces of another parcel are called back is settled together with them', () => {
    const two = AnOrder.placed().split().pickedUp(1);
    const order = lost(two.cancelled({ lines: [{ lineId: '1', quantity: 1 }] }), 1);
    expect(order.types).toEqual(['OrderShipmentUpdated']);
    expect(order.voided(0).event('OrderLinesCancelled').lines).toEqual([
      { lineId: '1', quantity: 1 },
      { lineId: '2', quantity: 1 },
    ]);
    expect(order.voided(0).event('ShipmentRequested').lines).toEqual([{ ...SHIRTS, quantity: 1 }]);
  });

  it('that was never told to be picked up was picked up', () => {
    expect(lost(AnOrder.placed().confirmed()).types).toContain('StockFulfilmentRequested');
  });

  it('is known when it is told again, and noted after the delivery', () => {
    expect(lost(lost(AnOrder.placed().confirmed())).ignored).toBe('this shipment is known to be lost');
    expect(lost(AnOrder.placed().confirmed().delivered()).types).toEqual(['OrderFactNoted']);
  });
});
