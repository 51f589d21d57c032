import {
  OrderCancellationRefused,
  OrderCancelled,
  OrderHeld,
  OrderLinesCancelled,
  OrderReleased,
} from '@entrepot/contracts/orders';
import type { OrderLineQuantity, ShipLine } from '@entrepot/contracts/shared';
import { amountOf } from './amounts';
import type { OrderEvent } from './order-event';
import type { Cancellation, KnownOrder, Shipment } from './order-state';
import { freeStock, handedOver, holding, isOpen, remaining, unshipped } from './quantities';
import { lessLines, serve } from './stock-lines';

/** An order does not wait for SKUs of which it wants nothing any more. */
export function trimHold(order: KnownOrder): readonly OrderEvent[] {
  const { skus } = order.holds;
  if (skus.length === 0) return [];
  const wanted = new Set(remaining(order).map(({ sku }) => sku));
  const left = skus.filter((sku) => wanted.has(sku));
  if (left.length === skus.length) return [];
  const { orderId } = order.placed;
  const reason = 'unknown-sku' as const;
  return left.length === 0
    ? [new OrderReleased({ orderId, reason })]
    : [new OrderHeld({ orderId, reason, skus: left })];
}

/** Once every carrier has answered: what could be called back is cancelled, the rest stays sold. */
export function settleCancellation(order: KnownOrder): readonly OrderEvent[] {
  const { cancellation } = order;
  if (order.phase !== 'cancelling' || cancellation === undefined) return [];
  if (order.shipments.some((shipment) => isAwaited(shipment, cancellation))) return [];
  return cancellation.lines === undefined
    ? settleWhole(order, cancellation)
    : settleLines(order, cancellation, cancellation.lines);
}

function isAwaited(shipment: Shipment, { lines }: Cancellation): boolean {
  if (lines !== undefined) return isOpen(shipment) && shipment.voidAsked;
  return isOpen(shipment) || (shipment.status === 'picked_up' && shipment.interception !== 'failed');
}

function settleWhole(order: KnownOrder, { reason, occurredAt }: Cancellation): readonly OrderEvent[] {
  const kept = handedOver(order);
  const cancelled = cancel(order, lessLines(remaining(order), kept), reason, occurredAt);
  return [...cancelled, ...refuse(order, kept)];
}

/** Pieces that came free but are neither wanted nor at a place (a parcel was lost meanwhile) are cancelled as well. */
function settleLines(
  order: KnownOrder,
  { reason, occurredAt }: Cancellation,
  wish: readonly OrderLineQuantity[],
): readonly OrderEvent[] {
  const free = unshipped(order);
  const spared = lessLines(free, wish);
  const gone = lessLines(free, serve(spared, stockAtHand(order)));
  return [...cancel(order, gone, reason, occurredAt), ...refuse(order, lessLines(withSkus(order, wish), gone))];
}

function withSkus(order: KnownOrder, lines: readonly OrderLineQuantity[]): ShipLine[] {
  const skus = new Map(order.lines.map(({ lineId, sku }) => [lineId, sku]));
  return lines.map(({ lineId, quantity }) => ({ lineId, sku: skus.get(lineId) ?? '', quantity }));
}

/** What no shipment carries and no place holds any more was lost, or sent back by the carrier: it is not delivered. */
export function cancelUncovered(order: KnownOrder): readonly OrderEvent[] {
  if ((order.phase !== 'confirmed' && order.phase !== 'shipping') || order.reroute) return [];
  const wanted = unshipped(order);
  if (wanted.length === 0) return [];
  const gone = lessLines(wanted, serve(wanted, stockAtHand(order)));
  const isLost = order.shipments.some(({ status }) => status === 'lost');
  return cancel(order, gone, isLost ? 'lost' : 'returned-to-sender');
}

function stockAtHand(order: KnownOrder) {
  return holding(order).flatMap((reservation) => freeStock(order, reservation));
}

/** The event that cancels these pieces: of lines, or of the order when nothing else is left of it. */
export function cancel(
  order: KnownOrder,
  gone: readonly OrderLineQuantity[],
  reason: string,
  occurredAt?: string,
): readonly OrderEvent[] {
  if (gone.length === 0) return [];
  const { orderId } = order.placed;
  const lines = quantities(gone);
  const amount = amountOf(order, lines);
  if (lessLines(remaining(order), gone).length === 0) {
    return [new OrderCancelled({ orderId, reason, amount, ...(occurredAt && { occurredAt }) })];
  }
  return [new OrderLinesCancelled({ orderId, lines, amount, reason })];
}

function refuse(order: KnownOrder, kept: readonly OrderLineQuantity[]): readonly OrderEvent[] {
  if (kept.length === 0) return [];
  const { orderId } = order.placed;
  return [new OrderCancellationRefused({ orderId, lines: quantities(kept), reason: 'already-shipped' })];
}

function quantities(lines: readonly OrderLineQuantity[]): OrderLineQuantity[] {
  return lines.map(({ lineId, quantity }) => ({ lineId, quantity }));
}
