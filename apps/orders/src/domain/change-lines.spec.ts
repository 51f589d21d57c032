import { DomainError } from '@entrepot/kernel';
import { ShipmentLost } from '@entrepot/contracts/logistics';
import type { ChangeLines } from '@entrepot/contracts/orders';
import { PaymentExtended } from '@entrepot/contracts/payments';
import { AnOrder, MUG, SHIRTS } from '../../test/an-order';
import { given, POLICY } from '../../test/builders';
import { amountOf } from './amounts';
import { answerExtension } from './answer-extension';
import { captured, coverage, open } from './balance';
import { changeLines } from './change-lines';
import { recordLoss } from './record-loss';
import { wakeOrder } from './wake-order';

const LAMP = { sku: 'LAMP', quantity: 1, unitPrice: 2_500 };
const ADDED = { lineId: '3', sku: 'LAMP', quantity: 1 };

function refusal(order: AnOrder, body: Omit<ChangeLines, 'reason'>): [string, ...string[]] {
  try {
    order.changed(body);
  } catch (error) {
    if (error instanceof DomainError) return [error.code, ...error.errors.map(({ field, rule }) => `${field} ${rule}`)];
    throw error;
  }
  throw new Error('it was not refused');
}

/** A change of a confirmed order, up to where its payment is asked for. */
const prepared = (body: Omit<ChangeLines, 'reason'> = { add: [LAMP] }) =>
  AnOrder.placed().confirmed().changed(body).routedForChange().reserved();

describe('a change of lines before a place was chosen', () => {
  it('comes about at once: the route and the payment are for all of it', () => {
    const order = AnOrder.placed().changed({ add: [LAMP], charges: [{ type: 'tax', amount: 100, lineId: '3' }] });
    expect(order.types).toEqual(['OrderLinesAdded', 'OrderRoutingRequested']);
    expect(order.event('OrderRoutingRequested')).toMatchObject({ attempt: 2, lines: [SHIRTS, MUG, ADDED] });
    expect(order.order.totals).toMatchObject({ linesTotal: 13_500, freight: 1_000, taxes: 100, total: 14_600 });
    const request = order.routed().reserved().event('PaymentRequested');
    expect(request.tenders.map(({ method, amount }) => [method, amount])).toEqual([
      ['card', 12_000],
      ['card', 2_600],
    ]);
    expect(order.order.changes).toMatchObject([{ state: 'made' }]);
  });

  it('lets a line grow at its own price, and swaps every line for another without cancelling the order', () => {
    const grown = AnOrder.placed().changed({ change: [{ lineId: '1', quantity: 3 }] });
    expect(grown.order.lines[0]).toMatchObject({ quantity: 3, value: 12_000 });
    const swapped = AnOrder.placed().changed({ add: [LAMP], remove: ['1', '2'] });
    expect(swapped.types).toEqual(['OrderLinesAdded', 'OrderLinesCancelled', 'OrderRoutingRequested']);
    expect(swapped.event('OrderRoutingRequested').lines).toEqual([ADDED]);
    const { total, tenders } = swapped.routed().reserved().event('PaymentRequested');
    expect([total, tenders.length]).toEqual([3_500, 1]);
  });

  it('that only takes away is a cancellation of lines', () => {
    const order = AnOrder.placed().changed({ change: [{ lineId: '1', quantity: 1 }] });
    expect(order.event('OrderLinesCancelled')).toMatchObject({ lines: [{ lineId: '1', quantity: 1 }], amount: 4_000 });
    expect(
      AnOrder.placed()
        .confirmed()
        .changed({ remove: ['2'] }).types,
    ).toContain('ShipmentVoidRequested');
  });

  it('looks for stock of a backordered order at once', () => {
    const waiting = AnOrder.placed({ shortagePolicy: 'backorder' }).routed({});
    expect(waiting.order.status).toBe('backordered');
    const order = waiting.changed({ add: [LAMP] });
    expect([order.order.status, order.event('OrderRoutingRequested').lines.length]).toEqual(['placed', 3]);
  });
});

describe('a change of lines of an order that is under way', () => {
  it('is set aside and paid for before anything of it counts', () => {
    const asked = AnOrder.placed()
      .confirmed()
      .changed({ add: [LAMP] });
    expect(asked.types).toEqual(['OrderLinesChangeRequested', 'OrderRoutingRequested']);
    expect(asked.event('OrderRoutingRequested')).toMatchObject({ attempt: 2, lines: [ADDED] });
    const routed = asked.routedForChange();
    expect(routed.types).toEqual(['StockReservationRequested']);
    const reserved = routed.reserved();
    expect(reserved.event('PaymentExtensionRequested').tender).toMatchObject({ method: 'card', amount: 2_500 });
    expect([reserved.order.status, reserved.order.totals.total, reserved.order.lines.length]).toEqual([
      'confirmed',
      12_000,
      2,
    ]);
    const made = reserved.extended();
    expect(made.types).toEqual(['OrderPaymentUpdated', 'OrderLinesAdded', 'ShipmentRequested']);
    expect(made.event('ShipmentRequested')).toMatchObject({ placeId: 'opo', lines: [ADDED] });
    const sent = made.pickedUp(0).captured().pickedUp(1).captured();
    expect([captured(sent.order), open(sent.order)]).toEqual([14_500, 0]);
  });

  it('waits for the payment of the order, which stays as it was asked for', () => {
    const paying = AnOrder.placed()
      .routed()
      .reserved()
      .changed({ add: [LAMP] })
      .routedForChange()
      .reserved();
    expect([paying.order.status, paying.types]).toEqual(['paying', ['OrderReservationUpdated']]);
    expect(paying.paid().types).toEqual(['OrderConfirmed', 'PaymentExtensionRequested', 'ShipmentRequested']);
  });

  it('takes away and adds together: the parcel is stopped, the difference is all that is charged', () => {
    const order = prepared({ add: [LAMP], change: [{ lineId: '1', quantity: 3 }], remove: ['2'] });
    expect(order.event('ShipmentVoidRequested').reason).toBe('lines-changed');
    const stopped = order.voided();
    expect(stopped.event('PaymentExtensionRequested').tender.amount).toBe(2_500 + 4_000 - 3_000);
    expect(stopped.event('ShipmentRequested').lines).toEqual([SHIRTS]);
    const made = stopped.extended();
    expect(made.types).toEqual(
      expect.arrayContaining(['OrderLinesAdded', 'OrderLinesCancelled', 'StockReleaseRequested']),
    );
    expect(made.event('StockReleaseRequested').lines).toEqual([{ sku: 'MUG', quantity: 1 }]);
  });

  it('charges nothing where what goes is worth as much as what comes', () => {
    const order = prepared({ add: [{ ...LAMP, unitPrice: 3_000 }], remove: ['2'] }).voided();
    expect(order.types).toEqual(expect.arrayContaining(['OrderLinesAdded', 'OrderLinesCancelled']));
    expect(order.order.totals.total - order.order.cancelled).toBe(12_000);
  });

  it('keeps what was captured for it at once until it has come about, and gives it back if it does not', () => {
    const paidAtOnce = AnOrder.placed({ tenders: [{ tenderId: 't1', method: 'boleto', amount: 12_000 }] })
      .routed()
      .reserved()
      .paidAtOnce('t1', 12_000)
      .paid(12_000);
    const asked = paidAtOnce
      .changed({ add: [LAMP], tender: { method: 'boleto' } })
      .routedForChange()
      .reserved();
    const { changeId = '', payBy = '' } = asked.order.change ?? {};
    const paid = asked.paidAtOnce(changeId, 2_500);
    expect(paid.types).toEqual(['OrderPaymentUpdated']);
    expect(paid.extended().types).toEqual(['OrderPaymentUpdated', 'OrderLinesAdded', 'ShipmentRequested']);
    const late = paid.after(wakeOrder, { dueAt: payBy }, payBy);
    expect(late.event('RefundRequested').amount).toBe(2_500);
  });

  it('counts what was authorised for it once, however often that is told', () => {
    const asked = prepared();
    const { change, payment } = asked.order;
    const named = { orderId: asked.id, paymentId: payment.paymentId, extensionId: change?.changeId ?? '' };
    const told = new PaymentExtended({ ...named, amount: 2_500, captured: 0 });
    const made = asked.after(answerExtension, told);
    expect(made.types).toContain('OrderLinesAdded');
    const again = made.after(answerExtension, told);
    expect(again.types).toEqual(['OrderFactNoted']);
    expect(coverage(again.order)).toBe(coverage(made.order));
  });

  it('charges anew what was captured and went back: that cannot be captured again', () => {
    const order = AnOrder.placed().split().pickedUp(0).captured();
    const lost = order.after(
      recordLoss,
      new ShipmentLost({ orderId: order.id, shipmentId: order.shipment(0).shipmentId, lines: [SHIRTS] }),
    );
    const refunded = lost.refunded();
    const given = refunded.order.payment.refunds.reduce((all, { amount = 0 }) => all + amount, 0);
    expect(given).toBeGreaterThan(0);
    const asked = refunded
      .changed({ add: [{ ...LAMP, unitPrice: 9_000 }] })
      .routedForChange()
      .reserved();
    expect(asked.event('PaymentExtensionRequested').tender.amount).toBe(4_000 + 9_000 - (12_000 - given));
  });

  it('does not come about when anything is short, and what was set aside is given back', () => {
    const asked = AnOrder.placed()
      .confirmed()
      .changed({ add: [LAMP, { ...LAMP, sku: 'MUG' }] });
    const short = asked.routedForChange(false);
    expect(short.event('OrderLinesChangeRefused').reason).toBe('shortage');
    const lost = asked.routedForChange().refused();
    expect(lost.event('OrderLinesChangeRefused').reason).toBe('shortage');
    expect([lost.order.status, lost.order.change, lost.order.totals.total]).toEqual(['confirmed', undefined, 12_000]);
  });

  it('does not come about when it cannot be paid: what was stopped is sent anew', () => {
    const declined = prepared({ add: [{ ...LAMP, unitPrice: 9_000 }], change: [{ lineId: '2', quantity: 0 }] })
      .voided()
      .extended(false);
    expect(declined.types).toEqual([
      ...['OrderPaymentUpdated', 'OrderLinesChangeRefused', 'StockReleaseRequested', 'ShipmentRequested'],
    ]);
    expect(declined.event('ShipmentRequested').lines).toEqual([MUG]);
    const { order } = prepared();
    const dueAt = order.change?.payBy ?? '';
    const late = prepared().after(wakeOrder, { dueAt }, dueAt);
    expect(late.event('OrderLinesChangeRefused').reason).toBe('payment-timeout');
  });

  it('does not come about when a parcel has left with what was to go', () => {
    const left = prepared({ add: [LAMP], remove: ['2'] }).pickedUp();
    expect(left.event('OrderLinesChangeRefused').reason).toBe('already-shipped');
  });

  it('ends with the cancellation of the whole order', () => {
    const order = AnOrder.placed()
      .routed()
      .reserved()
      .changed({ add: [LAMP] })
      .routedForChange()
      .reserved()
      .cancelled();
    expect(order.event('OrderLinesChangeRefused').reason).toBe('order-cancelled');
    expect(order.events.filter(({ type }) => type === 'StockReleaseRequested')).toHaveLength(2);
  });

  it('waits while the order is held, and does not let it be delivered before it has ended', () => {
    const held = AnOrder.placed()
      .confirmed()
      .held()
      .changed({ add: [LAMP] });
    expect(held.types).toEqual(['OrderLinesChangeRequested']);
    expect(held.resumed().types).toContain('OrderRoutingRequested');
    const pending = AnOrder.placed()
      .confirmed()
      .changed({ add: [LAMP] })
      .pickedUp()
      .delivered();
    expect(pending.order.status).toBe('shipping');
    expect(pending.routedForChange(false).types).toEqual(
      expect.arrayContaining(['OrderLinesChangeRefused', 'OrderDelivered']),
    );
  });
});

describe('a change of lines is refused', () => {
  const placed = AnOrder.placed();

  it('where it names what is not there, or comes to nothing', () => {
    expect(refusal(placed, {})).toEqual(['order.change-invalid', 'change minimum']);
    expect(refusal(placed, { remove: ['1', '2'] })).toEqual(['order.change-invalid', 'remove maximum']);
    expect(refusal(placed, { remove: ['9'] })).toEqual(['order.lines-invalid', 'remove[0] known']);
    expect(refusal(placed, { add: [{ ...LAMP, lineId: '1' }] })).toEqual([
      'order.lines-invalid',
      'add[0].lineId unique',
    ]);
    expect(refusal(placed, { change: [{ lineId: '1', quantity: 1 }], remove: ['1'] })).toEqual([
      'order.lines-invalid',
      'remove[0] unique',
    ]);
    expect(refusal(placed, { remove: ['1'], charges: [{ type: 'tax', amount: 1 }] })).toEqual([
      'order.change-invalid',
      'charges added-only',
    ]);
    expect(refusal(placed, { add: [LAMP], charges: [{ type: 'discount', amount: 2_501 }] })).toEqual([
      'order.change-invalid',
      'charges minimum',
    ]);
  });

  it("without a price that anybody knows, and takes the catalog's where it has one", () => {
    expect(refusal(placed, { add: [{ sku: 'LAMP', quantity: 1 }] })).toEqual([
      'order.price-unknown',
      'add[0].unitPrice required',
    ]);
    const prices = { EUR: [{ amount: 1_900, validFrom: '2020-01-01T00:00:00Z' }] };
    const body = { add: [{ sku: 'LAMP', quantity: 1 }], reason: 'more' };
    const decision = changeLines(POLICY)(
      placed.order,
      { orderId: placed.id, body },
      given(undefined, placed.id, { LAMP: { prices } }),
    );
    expect(decision).toMatchObject({ events: [{ type: 'OrderLinesAdded', total: 1_900 }, {}] });
  });

  it('where nothing could be charged for it, or another amount is named', () => {
    const boleto = AnOrder.placed({ tenders: [{ method: 'boleto', amount: 12_000 }] });
    expect(refusal(boleto, { add: [LAMP] })).toEqual(['order.tender-needed']);
    expect(
      boleto.changed({ add: [LAMP], tender: { method: 'voucher', reference: 'v-1' } }).order.tenders[1],
    ).toMatchObject({
      ...{ method: 'voucher', amount: 2_500, reference: 'v-1', capture: 'manual' },
    });
    expect(refusal(placed, { add: [LAMP], tender: { method: 'card', amount: 2_400 } })).toEqual([
      'order.tenders-differ',
      'tender.amount sum',
    ]);
  });

  it('while another one is prepared, and once everything has left', () => {
    const pending = AnOrder.placed()
      .confirmed()
      .changed({ add: [LAMP] });
    expect(refusal(pending, { add: [LAMP] })).toEqual(['order.change-pending']);
    expect(() => pending.cancelled({ lines: [{ lineId: '1', quantity: 1 }] })).toThrow('order.change-pending');
    expect(refusal(placed.confirmed().pickedUp(), { add: [LAMP] })).toEqual(['order.already-shipped']);
    expect(refusal(placed.confirmed().pickedUp().delivered(), { add: [LAMP] })).toEqual(['order.delivered']);
    expect(refusal(placed.cancelled(), { add: [LAMP] })).toEqual(['order.already-cancelled']);
    const two = placed.split().pickedUp(0);
    expect(refusal(two, { remove: ['1'] })).toEqual(['order.already-shipped']);
  });
});

describe('a line that grows after some of it was cancelled', () => {
  const ten = { lineId: '1', sku: 'SHIRT', quantity: 10, unitPrice: 1_000 };
  const mug = (unitPrice: number) => ({ lineId: '2', sku: 'MUG', quantity: 1, unitPrice });

  it.each<[string, number, Omit<ChangeLines, 'reason'>, number]>([
    ['a discount on what is added', 0, { charges: [{ type: 'discount', amount: 8_100, lineId: '1' }] }, 1_900],
    ['a discount on the whole order', 10_000, {}, 9_500],
  ])('gives back what its pieces cost: %s', (_, discount, more, expected) => {
    const lines = [ten, mug(10_000)];
    const charges = discount === 0 ? [] : [{ type: 'discount' as const, amount: discount }];
    const tenders = [{ method: 'card' as const, amount: 20_000 - discount }];
    const less = AnOrder.placed({ lines, charges, tenders })
      .confirmed()
      .cancelled({ lines: [{ lineId: '1', quantity: 9 }] })
      .voided();
    const asked = less
      .changed({ ...more, change: [{ lineId: '1', quantity: 10 }] })
      .routedForChange()
      .reserved();
    const grown = asked.order.change === undefined ? asked : asked.extended();
    expect(amountOf(grown.order, [{ lineId: '1', quantity: 10 }])).toBe(expected);
    const fewer = amountOf(grown.order, [{ lineId: '1', quantity: 3 }]);
    expect(fewer).toBe(Math.floor((expected * 3) / 10));
  });
});

describe('a change that is prepared when the whole order is cancelled', () => {
  it('does not come about: what has not left is cancelled, and nothing is added', () => {
    const two = AnOrder.placed().split().pickedUp(0).captured().delivered(0);
    const asked = two
      .changed({ remove: ['2'], add: [{ ...LAMP, unitPrice: 9_000 }] })
      .routedForChange()
      .reserved()
      .voided(1);
    expect(asked.types).toContain('PaymentExtensionRequested');
    const cancelled = asked.cancelled();
    expect(cancelled.event('OrderLinesChangeRefused').reason).toBe('order-cancelled');
    expect(cancelled.order.phase).toBe('delivered');
    // Payments may have granted it meanwhile.
    expect(asked.extended().types).toContain('OrderLinesAdded');
    expect(cancelled.order.change).toBeUndefined();
  });
});
