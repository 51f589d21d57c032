import { AnOrder } from '../../test/an-order';

const two = () => AnOrder.placed().split();

describe('a delivery', () => {
  it('of the last parcel delivers the order and starts the return window', () => {
    const order = two().pickedUp(0).pickedUp(1).delivered(1, '2026-03-04T10:00:00Z');
    expect(order.types).toEqual(['OrderShipmentUpdated']);
    const last = order.delivered(0, '2026-03-03T10:00:00Z');
    expect(last.event('OrderDelivered')).toMatchObject({
      occurredAt: '2026-03-04T10:00:00Z',
      closesAt: '2026-04-01T09:30:00.000Z',
    });
    expect(last.order.status).toBe('delivered');
  });

  it('without a pick-up implies it', () => {
    const order = AnOrder.placed().confirmed().delivered();
    expect(order.types).toEqual([
      ...['OrderShipmentUpdated', 'StockFulfilmentRequested', 'OrderShipmentUpdated'],
      ...['PaymentCaptureRequested', 'OrderDelivered'],
    ]);
  });

  it('of what is left delivers the order when the rest was cancelled', () => {
    const order = two()
      .cancelled({ lines: [{ lineId: '2', quantity: 1 }] })
      .voided(1)
      .pickedUp(0);
    expect(order.delivered(0).types).toContain('OrderDelivered');
  });

  it('in spite of a call-back keeps the pieces sold', () => {
    const order = AnOrder.placed().confirmed().pickedUp().cancelled();
    expect(order.types).toEqual(['OrderCancellationRequested', 'ShipmentInterceptionRequested']);
    const arrived = order.delivered();
    expect(arrived.types).toEqual(['OrderShipmentUpdated', 'OrderCancellationRefused', 'OrderDelivered']);
  });

  it('is known when it is told again, and noted for a voided shipment', () => {
    expect(AnOrder.placed().confirmed().delivered().delivered().ignored).toBe('this shipment is known to be delivered');
    expect(AnOrder.placed().confirmed().cancelled().voided().delivered().types).toEqual(['OrderFactNoted']);
  });
});
