import { StockReserved } from '@entrepot/contracts/inventory';
import { AnOrder, MUG, SHIRTS } from '../../test/an-order';
import { START } from '../../test/builders';
import { confirmReservation } from './confirm-reservation';

const split = () => AnOrder.placed().routed({ gru: [SHIRTS], cps: [MUG] });

describe('a granted reservation', () => {
  it('asks for the payment when it is the last', () => {
    const order = AnOrder.placed({ occurredAt: '2026-03-01T00:00:00Z' }).routed().reserved();
    expect(order.types).toEqual(['OrderReserved', 'PaymentRequested']);
    expect(order.event('OrderReserved').reservations).toMatchObject([{ placeId: 'gru', lines: [SHIRTS, MUG] }]);
    expect(order.event('PaymentRequested')).toMatchObject({
      total: 12_000,
      payBy: '2026-03-02T09:45:00.000Z',
      occurredAt: '2026-03-01T00:00:00Z',
      tenders: [{ tenderId: 't1', method: 'card' }],
    });
    expect(order.order.status).toBe('paying');
  });

  it('waits for the other places', () => {
    const first = split().reserved(1);
    expect(first.types).toEqual(['OrderReservationUpdated']);
    expect(first.reserved(0).types).toEqual(['OrderReserved', 'PaymentRequested']);
  });

  it('confirms an order that costs nothing without a payment', () => {
    const free = { lines: [{ sku: 'A', quantity: 1, unitPrice: 0 }], charges: [], tenders: [] };
    const order = AnOrder.placed(free).routed().reserved();
    expect(order.types).toEqual(['OrderReserved', 'OrderConfirmed', 'ShipmentRequested']);
  });

  it('after the cancellation changes nothing: the release is on its way to the place already', () => {
    const cancelled = AnOrder.placed().routed().cancelled();
    expect(cancelled.types).toEqual(['OrderCancelled', 'StockReleaseRequested']);
    expect(cancelled.event('StockReleaseRequested').lines).toBeUndefined();
    const { reservationId, placeId } = cancelled.reservation();
    const fact = new StockReserved({
      orderId: cancelled.id,
      reservationId,
      placeId,
      lines: [SHIRTS],
      expiresAt: START,
    });
    expect(cancelled.after(confirmReservation, fact).types).toEqual(['OrderReservationUpdated']);
  });

  it('gives back at once what was cancelled meanwhile', () => {
    const order = AnOrder.placed()
      .routed()
      .cancelled({ lines: [{ lineId: '1', quantity: 1 }] })
      .reserved();
    expect(order.types).toEqual(['OrderReserved', 'PaymentRequested', 'StockReleaseRequested']);
    expect(order.event('StockReleaseRequested').lines).toEqual([{ sku: 'SHIRT', quantity: 1 }]);
  });

  it('is recorded during a hold, and counts after it', () => {
    const held = AnOrder.placed().routed().held().reserved();
    expect(held.types).toEqual(['OrderReservationUpdated']);
    expect(held.resumed().types).toEqual(['OrderReleased', 'OrderReserved', 'PaymentRequested']);
  });

  it('is known when it is told again', () => {
    const order = AnOrder.placed().routed().reserved();
    expect(order.reserved(0).ignored).toBe('this reservation is known to be held');
  });

  it('is given back when the place had refused it before', () => {
    const refused = split().refused(0);
    expect(refused.reserved(0).types).toEqual(['OrderFactNoted', 'StockReleaseRequested']);
  });

  it('that was never asked for is a contradiction', () => {
    const order = AnOrder.placed().routed();
    const strange = new StockReserved({
      orderId: order.id,
      reservationId: 'rsv_x',
      placeId: 'x',
      lines: [MUG],
      expiresAt: START,
    });
    expect(() => order.after(confirmReservation, strange)).toThrow(
      expect.objectContaining({ code: 'order.unknown-reservation' }),
    );
  });
});
