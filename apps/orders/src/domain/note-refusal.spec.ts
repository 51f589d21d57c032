import { AnOrder, MUG, SHIRTS } from '../../test/an-order';

const split = (change = {}) => AnOrder.placed(change).routed({ gru: [SHIRTS], cps: [MUG] });

/** Loses one race after the other, until the order goes another way. */
function lost(order: AnOrder, times: number): AnOrder {
  let after = order;
  for (let race = 0; race < times; race += 1) after = after.routed().refused();
  return after;
}

describe('a refused reservation', () => {
  it('looks for another route at once when no other place holds anything', () => {
    const order = AnOrder.placed().routed().refused();
    expect(order.types).toEqual(['OrderReservationUpdated', 'OrderRoutingRequested']);
    expect(order.event('OrderRoutingRequested').attempt).toBe(2);
    expect(order.order.status).toBe('placed');
  });

  it('tells who looks for the next route what places said in all races that were lost in a row', () => {
    const first = AnOrder.placed()
      .routed({ gru: [SHIRTS, MUG] })
      .refused(0, 1);
    const short = [
      { placeId: 'gru', sku: SHIRTS.sku, available: 1 },
      { placeId: 'gru', sku: MUG.sku, available: 0 },
    ];
    expect(first.event('OrderRoutingRequested').shortages).toEqual(short);
    const second = first.routed({ cps: [SHIRTS, MUG] }).refused(1, 0);
    expect(second.event('OrderRoutingRequested').shortages).toEqual(
      expect.arrayContaining([short[0], { placeId: 'cps', sku: MUG.sku, available: 0 }]),
    );
    const unlost = AnOrder.placed().changed({ add: [{ sku: 'LAMP', quantity: 1, unitPrice: 2_500 }] });
    expect(unlost.event('OrderRoutingRequested').shortages).toBeUndefined();
  });

  it('of one of two places waits for the other, releases it, and then looks for another route', () => {
    const refused = split().refused(0);
    expect(refused.types).toEqual(['OrderReservationUpdated']);
    const answered = refused.reserved(1);
    expect(answered.types).toEqual(['OrderReservationUpdated', 'StockReleaseRequested']);
    expect(answered.event('StockReleaseRequested')).toMatchObject({ placeId: 'cps' });
    expect(answered.released(1).types).toEqual(['OrderReservationUpdated', 'OrderRoutingRequested']);
  });

  it('of what was cancelled meanwhile is no loss', () => {
    const order = split()
      .cancelled({ lines: [{ lineId: '1', quantity: 2 }] })
      .refused(0)
      .reserved(1);
    expect(order.types).toEqual(['OrderReserved', 'PaymentRequested']);
  });

  it('for the fifth time in a row leaves it to the shortage policy', () => {
    expect(lost(AnOrder.placed(), 4).types).toEqual(['OrderReservationUpdated', 'OrderRoutingRequested']);
    expect(lost(AnOrder.placed(), 5).events.at(-1)).toMatchObject({ type: 'OrderCancelled', reason: 'shortage' });
    expect(lost(AnOrder.placed({ shortagePolicy: 'backorder' }), 5).types.at(-1)).toBe('OrderBackordered');
  });

  it('cancels what is missing and tries again where what is there is to be shipped', () => {
    const order = lost(AnOrder.placed({ shortagePolicy: 'ship-available' }), 4)
      .routed()
      .refused(4, 1);
    expect(order.types).toEqual(['OrderReservationUpdated', 'OrderLinesCancelled', 'OrderRoutingRequested']);
    expect(order.event('OrderLinesCancelled').lines).toEqual([
      { lineId: '1', quantity: 1 },
      { lineId: '2', quantity: 1 },
    ]);
    expect(order.event('OrderRoutingRequested').lines).toEqual([{ ...SHIRTS, quantity: 1 }]);
  });

  it('waits during a hold', () => {
    const held = AnOrder.placed().routed().held().refused();
    expect(held.types).toEqual(['OrderReservationUpdated']);
    expect(held.resumed().types).toEqual(['OrderReleased', 'OrderRoutingRequested']);
  });

  it('is known when it is told again, and noted when the place had granted it', () => {
    expect(split().refused(0).refused(0).ignored).toBe('this reservation is known to be refused');
    expect(AnOrder.placed().routed().reserved().refused(0).types).toEqual(['OrderFactNoted']);
  });
});
