import {
  OrderLinesChangeRefused,
  OrderRoutingRequested,
  PaymentExtensionRequested,
  ShipmentVoidRequested,
  type ChangeRefusal,
} from '@entrepot/contracts/orders';
import { worth } from './amounts';
import { coverage } from './balance';
import { destinationOf, nextAttempt, releaseRequest } from './follow-up-reserving';
import { makeChange, stillThere } from './make-change';
import type { OrderEvent } from './order-event';
import type { KnownOrder, PendingChange } from './order-state';
import { isOpen, unshipped } from './quantities';
import { later, type Saga } from './saga-policy';
import { lessLines, pieces } from './stock-lines';

/** Before the cancellation of the whole order is settled: what stays sold is not changed any more. */
export function dropChange(order: KnownOrder): readonly OrderEvent[] {
  const { change } = order;
  return change !== undefined && isGivenUp(order) ? [refuseChange(order, change, 'order-cancelled')] : [];
}

/**
 * A change of lines, step by step: what is added is set aside, parcels with what is removed are stopped, the difference is
 * authorised, and only then anything counts. Whatever fails leaves the order as it was.
 */
export function settleChange(order: KnownOrder, saga: Saga): readonly OrderEvent[] {
  const { change } = order;
  if (change === undefined) return [];
  if (order.status === 'held') return [];
  if (change.route === 'due') return [routeFor(order, change)];
  const mine = order.reservations.filter(({ changeId }) => changeId === change.changeId);
  if (mine.some(({ status }) => status === 'refused')) return [refuseChange(order, change, 'shortage')];
  const isReserved = change.route === 'answered' && mine.every(({ status }) => status === 'reserved');
  const isPaidFor = order.status === 'confirmed' || order.status === 'shipping';
  return isReserved && isPaidFor ? stopThenPay(order, change, saga) : [];
}

export function refuseChange(
  { placed: { orderId } }: KnownOrder,
  { changeId }: PendingChange,
  reason: ChangeRefusal,
): OrderLinesChangeRefused {
  return new OrderLinesChangeRefused({ orderId, changeId, reason });
}

/** What was set aside for a change that did not come about. */
export function releaseDropped(order: KnownOrder): readonly OrderEvent[] {
  const { change, reservations } = order;
  return reservations
    .filter(({ changeId }) => changeId !== undefined && changeId !== change?.changeId)
    .filter(({ left, releaseAsked }) => left.length > 0 && !releaseAsked)
    .map((reservation) => releaseRequest(order, reservation));
}

function isGivenUp({ phase, cancellation }: KnownOrder): boolean {
  return phase === 'cancelled' || (phase === 'cancelling' && cancellation?.lines === undefined);
}

function routeFor(order: KnownOrder, { changeId, added }: PendingChange): OrderRoutingRequested {
  const { orderId } = order.placed;
  const lines = added.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity }));
  const shipTo = destinationOf(order.shipTo);
  return new OrderRoutingRequested({ orderId, attempt: nextAttempt(order), shipTo, lines, changeId });
}

function stopThenPay(order: KnownOrder, change: PendingChange, saga: Saga): readonly OrderEvent[] {
  const { isWaiting, isTooLate, stops } = stopsFor(order, stillThere(order, change.removed));
  if (isTooLate) return [refuseChange(order, change, 'already-shipped')];
  if (isWaiting || stops.length > 0) return stops.map((shipmentId) => stop(order, shipmentId));
  return pay(order, change, saga);
}

/** Parcels that hold what is to go, as many as are needed. */
export function stopsFor(order: KnownOrder, removed: readonly { lineId: string; quantity: number }[]) {
  const stops: string[] = [];
  let needed = lessLines(removed, unshipped(order));
  let isWaiting = false;
  for (const shipment of order.shipments.filter((entry) => isOpen(entry) && !entry.voidRefused)) {
    const left = lessLines(needed, shipment.lines);
    if (pieces(left) === pieces(needed)) continue;
    needed = left;
    if (shipment.voidAsked) isWaiting = true;
    else stops.push(shipment.shipmentId);
  }
  return { stops, isWaiting, isTooLate: needed.length > 0 };
}

function stop({ placed: { orderId } }: KnownOrder, shipmentId: string): ShipmentVoidRequested {
  return new ShipmentVoidRequested({ orderId, shipmentId, reason: 'lines-changed' });
}

function pay(order: KnownOrder, change: PendingChange, saga: Saga): readonly OrderEvent[] {
  const { payment, tender } = change;
  if (payment === 'declined') return [refuseChange(order, change, 'payment-declined')];
  if (payment === 'asked') return [];
  const made = makeChange(order, change, saga);
  const due = worth(made.after) - coverage(order);
  if (due <= 0) return made.events;
  if (payment === 'extended' || tender === undefined || due > tender.amount || order.payment.status !== 'authorised') {
    return [refuseChange(order, change, 'payment-declined')];
  }
  return [extension(order, { ...tender, amount: due }, change.changeId, saga)];
}

function extension(
  { placed: { orderId }, payment: { paymentId } }: KnownOrder,
  tender: PaymentExtensionRequested['tender'],
  extensionId: string,
  { given, policy }: Saga,
): PaymentExtensionRequested {
  const payBy = later(given.now, policy.paymentDeadlineSeconds);
  return new PaymentExtensionRequested({ orderId, paymentId, extensionId, tender, payBy });
}
