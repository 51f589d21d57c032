import { AnOrder, MUG, SHIRTS } from '../../test/an-order';
import { wakeOrder } from './wake-order';

const pieces = (lineId: string, quantity: number) => ({ lines: [{ lineId, quantity }] });
const two = () => AnOrder.placed().split();
const refusalOf = (attempt: () => unknown) => {
  try {
    attempt();
  } catch (error) {
    return error as { code: string; errors: { field: string }[] };
  }
  throw new Error('it was not refused');
};

describe('cancelling an order', () => {
  it('before anything is asked for only ends it', () => {
    expect(AnOrder.placed().cancelled({ occurredAt: '2026-03-02T08:00:00Z' }).events).toMatchObject([
      { type: 'OrderCancelled', amount: 12_000, occurredAt: '2026-03-02T08:00:00Z' },
    ]);
  });

  it('keeps what somebody typed to itself: payments and carriers are told a word', () => {
    const reason = `sealed:v1:psn_1:${'x'.repeat(40)}`;
    const paid = AnOrder.placed().routed().reserved();
    const cancelled = paid.cancelled({ reason });
    expect(cancelled.event('OrderCancelled').reason).toBe(reason);
    expect(cancelled.event('PaymentReleaseRequested').reason).toBe('cancelled');
    const shipping = AnOrder.placed().confirmed().cancelled({ reason });
    expect(shipping.event('ShipmentVoidRequested').reason).toBe('cancelled');
    expect(
      AnOrder.placed().routed().reserved().cancelled({ reason: 'fraud' }).event('PaymentReleaseRequested').reason,
    ).toBe('fraud');
  });

  it('gives back every reservation, asked for or had', () => {
    const order = AnOrder.placed()
      .routed({ gru: [SHIRTS], cps: [MUG] })
      .reserved(0)
      .cancelled();
    expect(order.types).toEqual(['OrderCancelled', 'StockReleaseRequested', 'StockReleaseRequested']);
  });

  it('lets the payment go, and asks for captured money back where payments does not give it back itself', () => {
    expect(AnOrder.placed().routed().reserved().cancelled().types).toContain('PaymentReleaseRequested');
    const tenders = [{ tenderId: 't1', method: 'boleto' as const, amount: 12_000 }];
    const paid = AnOrder.placed({ tenders }).routed().reserved().paidAtOnce('t1', 12_000).held().paid(12_000);
    expect(paid.cancelled().types).toEqual(['OrderCancelled', 'StockReleaseRequested', 'RefundRequested']);
  });

  it('with shipments asks the carriers first: to void, or to bring back', () => {
    const order = two().pickedUp(0).cancelled();
    expect(order.types).toEqual([
      'OrderCancellationRequested',
      'ShipmentInterceptionRequested',
      'ShipmentVoidRequested',
    ]);
    expect(order.order.status).toBe('cancelling');
  });

  it('leaves alone what was delivered', () => {
    const order = two().delivered(0).cancelled();
    expect(order.types).toEqual(['OrderCancellationRequested', 'ShipmentVoidRequested']);
    const settled = order.voided(1);
    expect(settled.types).toEqual([
      ...['OrderShipmentUpdated', 'OrderLinesCancelled', 'OrderCancellationRefused', 'StockReleaseRequested'],
      ...['PaymentCaptureRequested', 'OrderDelivered'],
    ]);
  });

  it('that is under way is the same cancellation', () => {
    expect(two().cancelled().cancelled().ignored).toMatch(/under way/);
    expect(refusalOf(() => two().cancelled().cancelled(pieces('1', 1))).code).toBe('order.cancelling');
  });

  it('takes in a cancellation of pieces that is under way', () => {
    const order = two().cancelled(pieces('1', 1)).cancelled();
    expect(order.types).toEqual(['OrderCancellationRequested', 'ShipmentVoidRequested']);
    expect(order.voided(0).voided(1).order.status).toBe('cancelled');
  });

  it('is refused at its end', () => {
    const delivered = AnOrder.placed().confirmed().delivered();
    expect(refusalOf(() => delivered.cancelled()).code).toBe('order.delivered');
    expect(refusalOf(() => AnOrder.placed().cancelled().cancelled()).code).toBe('order.already-cancelled');
    const dueAt = delivered.order.closesAt ?? '';
    const closed = delivered.after(wakeOrder, { dueAt }, dueAt);
    expect(refusalOf(() => closed.cancelled()).code).toBe('order.closed');
  });
});

describe('cancelling pieces', () => {
  it('before a shipment takes them off at once', () => {
    const order = AnOrder.placed().routed().reserved().cancelled(pieces('1', 1));
    expect(order.types).toEqual(['OrderLinesCancelled', 'StockReleaseRequested']);
    expect(order.event('StockReleaseRequested').lines).toEqual([{ sku: 'SHIRT', quantity: 1 }]);
  });

  it('that are all that is left cancels the order', () => {
    const order = AnOrder.placed().cancelled(pieces('1', 2)).cancelled(pieces('2', 1));
    expect(order.events).toMatchObject([{ type: 'OrderCancelled', amount: 4_000 }]);
  });

  it('voids only the shipments that hold them', () => {
    const order = two().cancelled(pieces('2', 1));
    expect(order.types).toEqual(['OrderCancellationRequested', 'ShipmentVoidRequested']);
    expect(order.event('ShipmentVoidRequested').shipmentId).toBe(order.shipment(1).shipmentId);
  });

  it('voids as many shipments as hold them', () => {
    const one = { ...SHIRTS, quantity: 1 };
    const order = AnOrder.placed()
      .routed({ gru: [one], cps: [one, MUG] })
      .reserved()
      .reserved()
      .paid();
    expect(order.cancelled(pieces('1', 1)).types).toEqual(['OrderCancellationRequested', 'ShipmentVoidRequested']);
    expect(order.cancelled(pieces('1', 2)).types).toEqual([
      ...['OrderCancellationRequested', 'ShipmentVoidRequested', 'ShipmentVoidRequested'],
    ]);
  });

  it('is refused for pieces that have left', () => {
    expect(refusalOf(() => two().pickedUp(0).cancelled(pieces('1', 1))).code).toBe('order.already-shipped');
    expect(two().pickedUp(0).cancelled(pieces('2', 1)).order.status).toBe('cancelling');
  });

  it('is refused when the order has no such pieces, naming them', () => {
    const twice = { lines: [...pieces('1', 1).lines, ...pieces('1', 1).lines] };
    const refusals = [pieces('1', 3), pieces('9', 1), twice].map((wish) =>
      refusalOf(() => AnOrder.placed().cancelled(wish)),
    );
    expect(refusals.map(({ code, errors }) => [code, errors[0]?.field])).toEqual([
      ['order.lines-invalid', 'lines[0].quantity'],
      ['order.lines-invalid', 'lines[0].lineId'],
      ['order.lines-invalid', 'lines[1].lineId'],
    ]);
  });
});
