import { AnOrder, SHIRTS } from '../../test/an-order';
import { noOrder } from '../../test/builders';
import { releaseOrder } from './hold-order';
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

  it('leaves after a hold what time was left when it began', () => {
    const paying = AnOrder.placed().routed().reserved();
    expect(orderDueAt(paying.order)).toBe('2026-03-02T09:45:00.000Z');
    const later = '2026-03-04T12:00:00.000Z';
    const released = paying.held().after(releaseOrder, { orderId: paying.id }, later);
    expect(orderDueAt(released.order)).toBe('2026-03-04T12:15:00.000Z');
    expect(woken(released, later).ignored).toBe('the order is not due yet');
    expect(woken(released).event('OrderCancelled').reason).toBe('payment-timeout');
  });

  it('gives no backorder and no change of lines up for the time that a hold took', () => {
    const waiting = AnOrder.placed({ shortagePolicy: 'backorder' }).routed({ gru: [SHIRTS] });
    const months = '2026-06-01T09:30:00.000Z';
    const released = waiting.held().after(releaseOrder, { orderId: waiting.id }, months);
    expect(woken(released, months).types).toEqual(['OrderRoutingRequested']);
    const lamp = { sku: 'LAMP', quantity: 1, unitPrice: 2_500 };
    const asked = AnOrder.placed()
      .confirmed()
      .changed({ add: [lamp] })
      .routedForChange()
      .reserved();
    const due = orderDueAt(asked.order);
    expect(due).toBe('2026-03-02T09:45:00.000Z');
    const resumed = asked.held().after(releaseOrder, { orderId: asked.id }, months);
    expect(orderDueAt(resumed.order)).toBe('2026-06-01T09:45:00.000Z');
  });
});
