import { AnOrder, MUG, SHIRTS } from '../../test/an-order';
import { RoutePlanned } from '@entrepot/contracts/logistics';
import { noOrder, given, POLICY } from '../../test/builders';
import { planReservations } from './plan-reservations';

const shirt = { ...SHIRTS, quantity: 1 };

describe('a planned route', () => {
  it('asks every place for its share, lines of one SKU summed', () => {
    const lines = [
      { sku: 'SHIRT', quantity: 2, unitPrice: 5_000 },
      { sku: 'SHIRT', quantity: 1, unitPrice: 1_000 },
    ];
    const order = AnOrder.placed({ lines }).routed();
    expect(order.types).toEqual(['StockReservationRequested']);
    expect(order.event('StockReservationRequested')).toMatchObject({
      placeId: 'gru',
      lines: [{ sku: 'SHIRT', quantity: 3 }],
      expiresAt: '2026-03-02T10:00:00.000Z',
    });
    expect(order.order.status).toBe('reserving');
    const split = AnOrder.placed().routed({ gru: [shirt], cps: [shirt, MUG] });
    expect(split.events.map((event) => 'placeId' in event && event.placeId)).toEqual(['gru', 'cps']);
  });

  it('cancels the order when something is short, by default', () => {
    const order = AnOrder.placed().routed({ gru: [SHIRTS] });
    expect(order.events).toMatchObject([{ type: 'OrderCancelled', reason: 'shortage', amount: 12_000 }]);
  });

  it('ships what is there where that is wished, and cancels the rest', () => {
    const order = AnOrder.placed({ shortagePolicy: 'ship-available' }).routed({ gru: [shirt] });
    expect(order.types).toEqual(['OrderLinesCancelled', 'StockReservationRequested']);
    expect(order.event('OrderLinesCancelled')).toMatchObject({
      lines: [
        { lineId: '1', quantity: 1 },
        { lineId: '2', quantity: 1 },
      ],
      amount: 7_000,
      reason: 'shortage',
    });
    expect(AnOrder.placed({ shortagePolicy: 'ship-available' }).routed({}).types).toEqual(['OrderCancelled']);
  });

  it('puts a backorder off, longer with every time', () => {
    const order = AnOrder.placed({ shortagePolicy: 'backorder' }).routed({ gru: [SHIRTS] });
    expect(order.events).toMatchObject([{ type: 'OrderBackordered', retryAt: '2026-03-02T09:30:30.000Z' }]);
    expect(order.event('OrderBackordered').giveUpAt).toBe('2026-05-01T09:30:00.000Z');
  });

  it('reserves no more than is still wanted when lines were cancelled meanwhile', () => {
    const wished = { gru: [SHIRTS, MUG] };
    const order = AnOrder.placed()
      .cancelled({ lines: [{ lineId: '1', quantity: 1 }] })
      .routed(wished);
    expect(order.event('StockReservationRequested').lines).toEqual([
      { sku: 'SHIRT', quantity: 1 },
      { sku: 'MUG', quantity: 1 },
    ]);
  });

  it('is only noted when the order was cancelled or goes by another route, and asked for anew after a hold', () => {
    expect(AnOrder.placed().cancelled().routed({}).types).toEqual(['OrderFactNoted']);
    expect(AnOrder.placed().routed().routed().types).toEqual(['OrderFactNoted']);
    const held = AnOrder.placed().held().routed();
    expect(held.types).toEqual(['OrderFactNoted']);
    expect(held.resumed().events).toMatchObject([
      { type: 'OrderReleased' },
      { type: 'OrderRoutingRequested', attempt: 2 },
    ]);
  });

  it('goes on after a release when it was still awaited', () => {
    const order = AnOrder.placed().held().resumed();
    expect(order.types).toEqual(['OrderReleased']);
    expect(order.routed().types).toEqual(['StockReservationRequested']);
  });

  it('waits for an order that is not known yet', () => {
    const route = new RoutePlanned({ orderId: 'ord_1', attempt: 1, allocations: [], shortages: [], considered: [] });
    expect(() => planReservations(POLICY)(noOrder, route, given(), undefined)).toThrow(
      expect.objectContaining({ code: 'order.not-found' }),
    );
  });
});
