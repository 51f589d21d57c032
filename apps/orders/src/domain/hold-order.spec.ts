import { AnOrder } from '../../test/an-order';

describe('a hold', () => {
  it('shows before the phase, which goes on behind it', () => {
    const order = AnOrder.placed().routed().held();
    expect([order.order.status, order.order.phase]).toEqual(['held', 'reserving']);
    expect(order.resumed().order.status).toBe('reserving');
  });

  it('is the same hold when it is asked for again', () => {
    expect(AnOrder.placed().held().held().ignored).toBe('the order is on hold already');
  });

  it('is refused when there is nothing left to hold back', () => {
    const orders = [
      AnOrder.placed().confirmed().pickedUp(),
      AnOrder.placed().confirmed().delivered(),
      AnOrder.placed().cancelled(),
      AnOrder.placed().confirmed().cancelled(),
    ];
    for (const order of orders) {
      expect(() => order.held()).toThrow(expect.objectContaining({ code: 'order.not-holdable' }));
    }
  });

  it('stops no cancellation', () => {
    expect(AnOrder.placed().held().cancelled().order.status).toBe('cancelled');
  });

  it('is released only where it stands', () => {
    expect(() => AnOrder.placed().resumed()).toThrow(expect.objectContaining({ code: 'order.not-held' }));
  });
});
