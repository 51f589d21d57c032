import { AnOrder, SHIRTS } from '../../test/an-order';
import { noOrder } from '../../test/builders';
import { orderDueAt, wakeOrder } from './wake-order';

const woken = (order: AnOrder, now = orderDueAt(order.order) ?? '') => order.after(wakeOrder, { dueAt: now }, now);

describe('the timer of an order', () => {
  it('cancels what is not paid in time, and lets go what may still be authorised', () => {
    const paying = AnOrder.placed().routed().reserved();
    const order = woken(paying);
    expect(order.types).toEqual(['OrderCancelled', 'StockReleaseRequested', 'PaymentReleaseRequested']);
    expect(order.event('OrderCancelled').reason).toBe('payment-timeout');
    expect(orderDueAt(order.order)).toBeUndefined();
  });

  it('looks again for what is backordered, ever more rarely, and gives up in the end', () => {
    const waiting = AnOrder.placed({ shortagePolicy: 'backorder' }).routed({ gru: [SHIRTS] });
    const again = woken(waiting);
    expect(again.event('OrderRoutingRequested').attempt).toBe(2);
    const longer = again.routed({});
    expect(longer.event('OrderBackordered').retryAt).toBe('2026-03-02T09:31:00.000Z');
    const over = woken(longer, longer.order.routing.giveUpAt);
    expect(over.event('OrderCancelled').reason).toBe('backorder-expired');
  });

  it('waits as patiently for what is short again, elsewhere, as it did the first time', () => {
    const found = woken(AnOrder.placed({ shortagePolicy: 'backorder' }).routed({ gru: [SHIRTS] }))
      .routed()
      .reserved();
    expect(found.order.routing).toMatchObject({ reserved: true, waits: 0 });
    expect(found.order.routing.giveUpAt).toBeUndefined();
  });

  it('closes a delivered order after the return window', () => {
    const delivered = AnOrder.placed().confirmed().delivered();
    expect(orderDueAt(delivered.order)).toBe('2026-04-01T09:30:00.000Z');
    expect(woken(delivered).types).toEqual(['OrderClosed']);
  });

  it('does nothing before its time, or when nothing is waited for any more', () => {
    const paying = AnOrder.placed().routed().reserved();
    expect(woken(paying, '2026-03-02T09:44:59.999Z').ignored).toBe('the order is not due yet');
    expect(woken(paying.paid(), '2026-03-03T00:00:00.000Z').ignored).toMatch(/no time/);
  });

  it('stands still during a hold', () => {
    expect(orderDueAt(AnOrder.placed().routed().reserved().held().order)).toBeUndefined();
    expect(orderDueAt(noOrder)).toBeUndefined();
  });
});
