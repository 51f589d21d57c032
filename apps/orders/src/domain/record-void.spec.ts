import { AnOrder, MUG, SHIRTS } from '../../test/an-order';

describe('a voided shipment', () => {
  it('ends the cancellation of the order: stock and money are given back', () => {
    const order = AnOrder.placed().confirmed().cancelled().voided();
    expect(order.types).toEqual([
      'OrderShipmentUpdated',
      'OrderCancelled',
      'StockReleaseRequested',
      'PaymentReleaseRequested',
    ]);
    expect(order.order.status).toBe('cancelled');
  });

  it('gives its stock back while other parcels are still being called back', () => {
    const two = AnOrder.placed().split();
    const order = two.pickedUp(0).cancelled().voided(1);
    expect(order.types).toEqual(['OrderShipmentUpdated', 'StockReleaseRequested']);
    expect(order.event('StockReleaseRequested').placeId).toBe('cps');
    expect(order.order.status).toBe('cancelling');
  });

  it('sends what is left of it anew, under another id, when only pieces were cancelled', () => {
    const before = AnOrder.placed().confirmed();
    const order = before.cancelled({ lines: [{ lineId: '1', quantity: 1 }] }).voided();
    expect(order.types).toEqual([
      'OrderShipmentUpdated',
      'OrderLinesCancelled',
      'StockReleaseRequested',
      'ShipmentRequested',
    ]);
    expect(order.event('ShipmentRequested').lines).toEqual([{ ...SHIRTS, quantity: 1 }, MUG]);
    expect(order.event('ShipmentRequested').shipmentId).not.toBe(before.shipment().shipmentId);
    expect(order.order.status).toBe('confirmed');
  });

  it('of an order on hold is sent anew only after the release', () => {
    const order = AnOrder.placed()
      .confirmed()
      .held()
      .cancelled({ lines: [{ lineId: '1', quantity: 1 }] })
      .voided();
    expect([order.order.status, order.types]).toEqual(['held', ['OrderShipmentUpdated', 'OrderLinesCancelled']]);
    expect(order.resumed().types).toEqual(['OrderReleased', 'StockReleaseRequested', 'ShipmentRequested']);
  });

  it('is known when it is told again, and noted after the pick-up', () => {
    expect(AnOrder.placed().confirmed().cancelled().voided().voided().ignored).toBe(
      'this shipment is known to be voided',
    );
    expect(AnOrder.placed().confirmed().pickedUp().voided().types).toEqual(['OrderFactNoted']);
  });
});
