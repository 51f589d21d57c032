import { AnOrder, MUG, SHIRTS } from '../../test/an-order';

describe('a release', () => {
  it('is recorded with what is left', () => {
    const order = AnOrder.placed().routed().reserved().cancelled().released();
    expect(order.events).toMatchObject([{ type: 'OrderReservationUpdated', outcome: 'released', remaining: 0 }]);
  });

  it('lets an order that lost a race look for a route only when all places have given back', () => {
    const third = { ...SHIRTS, quantity: 1 };
    const order = AnOrder.placed()
      .routed({ gru: [third], cps: [MUG], poa: [third] })
      .refused(0)
      .reserved(1)
      .reserved(2);
    expect(order.types).toEqual(['OrderReservationUpdated', 'StockReleaseRequested', 'StockReleaseRequested']);
    expect(order.released(1).types).toEqual(['OrderReservationUpdated']);
    expect(order.released(1).released(2).types).toEqual(['OrderReservationUpdated', 'OrderRoutingRequested']);
  });
});
