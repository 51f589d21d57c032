import { ShipmentPickedUp } from '@entrepot/contracts/logistics';
import { AnOrder, MUG } from '../../test/an-order';
import { recordHandOver } from './hand-over';

describe('a hand-over', () => {
  it('books the goods out and asks for their worth', () => {
    const order = AnOrder.placed().confirmed().pickedUp();
    expect(order.types).toEqual(['OrderShipmentUpdated', 'StockFulfilmentRequested', 'PaymentCaptureRequested']);
    expect(order.event('StockFulfilmentRequested')).toMatchObject({
      placeId: 'gru',
      lines: [
        { sku: 'SHIRT', quantity: 2 },
        { sku: 'MUG', quantity: 1 },
      ],
    });
    expect(order.event('PaymentCaptureRequested').amount).toBe(12_000);
    expect(order.order.status).toBe('shipping');
  });

  it('ends a hold: there is nothing left to hold back', () => {
    const order = AnOrder.placed().confirmed().held().pickedUp();
    expect(order.types[0]).toBe('OrderReleased');
    expect(order.types).toContain('PaymentCaptureRequested');
  });

  it('that overtakes a void calls the parcel back', () => {
    const order = AnOrder.placed().confirmed().cancelled().pickedUp();
    expect(order.types).toEqual([
      ...[
        'OrderShipmentUpdated',
        'StockFulfilmentRequested',
        'ShipmentInterceptionRequested',
        'PaymentCaptureRequested',
      ],
    ]);
    expect(order.order.status).toBe('cancelling');
  });

  it('that overtakes a void for some pieces refuses that cancellation', () => {
    const order = AnOrder.placed()
      .confirmed()
      .cancelled({ lines: [{ lineId: '2', quantity: 1 }] })
      .pickedUp();
    expect(order.event('OrderCancellationRefused').lines).toEqual([{ lineId: '2', quantity: 1 }]);
    expect(order.order.status).toBe('shipping');
  });

  it('is known when it is told again, and noted for a voided shipment', () => {
    expect(AnOrder.placed().confirmed().pickedUp().pickedUp().ignored).toMatch(/known/);
    expect(AnOrder.placed().confirmed().cancelled().voided().pickedUp().types).toEqual(['OrderFactNoted']);
  });

  it('of a parcel that comes back to a place is not about the order', () => {
    const order = AnOrder.placed().confirmed();
    const back = { orderId: order.id, shipmentId: 'shp_back', direction: 'return' as const, lines: [MUG] };
    expect(order.after(recordHandOver, new ShipmentPickedUp(back)).ignored).toMatch(/returns/);
    const strange = new ShipmentPickedUp({ ...back, direction: 'outbound' });
    expect(() => order.after(recordHandOver, strange)).toThrow(
      expect.objectContaining({ code: 'order.unknown-shipment' }),
    );
  });
});
