import {
  OrderBackordered,
  OrderReserved,
  OrderRoutingRequested,
  StockReleaseRequested,
  type Destination,
  type PlaceShortage,
} from '@entrepot/contracts/orders';
import type { Address, ShipLine, StockLine } from '@entrepot/contracts/shared';
import { cancel } from './follow-up-cancelling';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Reservation } from './order-state';
import { freeStock, holding, remaining, unshipped } from './quantities';
import { wholeBundles } from './sold-bundles';
import { daysLater, later, type Saga } from './saga-policy';
import { lessLines, pieces, serve, without } from './stock-lines';

const LONGEST_BACK_OFF = 20;
/** The contract of a request for a route names no more. */
const MOST_SHORTAGES = 1_000;
/** A placed order whose route is not asked for, or was answered while it was held. */
export function askRouting(order: KnownOrder, { given }: Saga): readonly OrderEvent[] {
  return order.status === 'placed' && order.routing.answered ? [routingRequest(order, given.now)] : [];
}

export function routingRequest(order: KnownOrder, askedAt?: string): OrderRoutingRequested {
  const { orderId } = order.placed;
  const attempt = nextAttempt(order);
  const wanted = { orderId, attempt, shipTo: destinationOf(order.shipTo), lines: [...remaining(order)] };
  return new OrderRoutingRequested({ ...wanted, ...(askedAt !== undefined && { askedAt }) });
}

/** Numbers the routes of an order, those for changes of lines among them. */
export function nextAttempt({ routing: { attempt, changeAttempt } }: KnownOrder): number {
  return Math.max(attempt, changeAttempt) + 1;
}

export function destinationOf({ country, region, postalCode, city, latitude, longitude }: Address): Destination {
  return {
    country,
    city,
    ...(region !== undefined && { region }),
    ...(postalCode !== undefined && { postalCode }),
    ...(latitude !== undefined && { latitude }),
    ...(longitude !== undefined && { longitude }),
  };
}

/** Once every place of the attempt has answered: all reserved, or a lost race. */
export function settleReservations(order: KnownOrder, saga: Saga): readonly OrderEvent[] {
  if (order.status !== 'reserving' || order.routing.reserved || order.reroute) return [];
  const tried = order.reservations.filter(({ attempt }) => attempt === order.routing.attempt);
  if (tried.some(({ status }) => status === 'asked')) return [];
  const shares = shareOut(order);
  const wanted = remaining(order);
  const isCovered = pieces(shares.flatMap(({ lines }) => lines)) === pieces(wanted);
  if (isCovered) return [new OrderReserved({ orderId: order.placed.orderId, reservations: shares })];
  const kept = tried.filter(({ status, releaseAsked }) => status === 'reserved' && !releaseAsked);
  if (kept.length > 0) return kept.map((reservation) => releaseRequest(order, reservation));
  return tried.every(({ released }) => released) ? retry(order, tried, saga) : [];
}

/** Which order lines each place is to serve; a place that is not needed is left out. */
function shareOut(order: KnownOrder) {
  let wanted = remaining(order);
  return holding(order)
    .map((reservation) => {
      const lines = serve(wanted, reservation.left);
      wanted = lessLines(wanted, lines);
      return { reservationId: reservation.reservationId, placeId: reservation.placeId, lines };
    })
    .filter(({ lines }) => lines.length > 0);
}

function retry(order: KnownOrder, tried: readonly Reservation[], saga: Saga): readonly OrderEvent[] {
  if (order.routing.lostRaces + 1 < saga.policy.routingAttempts) return [withShortages(order, routingRequest(order))];
  const wanted = remaining(order);
  const missing = wholeBundles(
    order,
    serve(
      wanted,
      tried.flatMap((reservation) => reservation.missing),
    ),
  );
  const events = meetShortage(order, missing.length > 0 ? missing : wanted, saga);
  return events.some(({ type }) => type === 'OrderLinesCancelled')
    ? [...events, routingRequestAfter(order, missing)]
    : events;
}

function routingRequestAfter(order: KnownOrder, gone: readonly ShipLine[]): OrderRoutingRequested {
  return withShortages(order, { ...routingRequest(order), lines: lessLines(remaining(order), gone) });
}

/** Who plans the route may not have heard yet what places have left: the next attempt would lose the same race. */
function withShortages(order: KnownOrder, request: OrderRoutingRequested): OrderRoutingRequested {
  const shortages = shortagesOf(order).slice(-MOST_SHORTAGES);
  return new OrderRoutingRequested({ ...request, ...(shortages.length > 0 && { shortages }) });
}

/** What places said in the races that were lost in a row; the newest word of a place is last. */
function shortagesOf({ reservations, routing: { attempt, lostRaces } }: KnownOrder): PlaceShortage[] {
  const lost = reservations.filter((each) => each.status === 'refused' && each.attempt >= attempt - lostRaces);
  return lost.flatMap(({ placeId, missing, offered }) =>
    missing.map(({ sku }) => ({ placeId, sku, available: pieces(offered.filter((line) => line.sku === sku)) })),
  );
}

/** What the order's policy says about pieces that no place has. */
export function meetShortage(order: KnownOrder, short: readonly ShipLine[], saga: Saga): readonly OrderEvent[] {
  switch (order.placed.shortagePolicy) {
    case 'cancel':
      return cancel(order, remaining(order), 'shortage');
    case 'ship-available':
      return cancel(order, wholeBundles(order, short), 'shortage');
    case 'backorder':
      return [putOff(order, saga)];
  }
}

function putOff(order: KnownOrder, { given, policy }: Saga): OrderBackordered {
  const waits = Math.min(order.routing.waits + 1, LONGEST_BACK_OFF);
  return new OrderBackordered({
    orderId: order.placed.orderId,
    lines: [...remaining(order)],
    retryAt: later(given.now, waits * policy.backorderRetrySeconds),
    giveUpAt: order.routing.giveUpAt ?? daysLater(given.now, policy.backorderLimitDays),
  });
}

/** What places hold beyond what the order still wants. While lines are being called back nobody knows what that is. */
export function releaseSurplus(order: KnownOrder): readonly OrderEvent[] {
  if (!order.routing.reserved || order.status === 'held' || order.cancellation?.lines !== undefined) return [];
  let wanted = order.cancellation === undefined ? unshipped(order) : [];
  return holding(order).flatMap((reservation) => {
    const free = freeStock(order, reservation);
    const used = serve(wanted, free);
    wanted = lessLines(wanted, used);
    const surplus = without(free, used);
    return surplus.length === 0 ? [] : [releaseRequest(order, reservation, surplus)];
  });
}

/** A cancelled order keeps nothing, whether the place has answered yet or not: a release follows its request to the place. */
export function releaseCancelled(order: KnownOrder): readonly OrderEvent[] {
  if (order.phase !== 'cancelled') return [];
  return order.reservations
    .filter(({ left, releaseAsked }) => left.length > 0 && !releaseAsked)
    .map((reservation) => releaseRequest(order, reservation));
}

/** Without lines, or with all that is left, it is a release of everything. */
export function releaseRequest(
  order: KnownOrder,
  { reservationId, placeId, left }: Reservation,
  lines: readonly StockLine[] = left,
): StockReleaseRequested {
  const isAll = pieces(lines) === pieces(left);
  const { orderId } = order.placed;
  return new StockReleaseRequested({ orderId, reservationId, placeId, ...(!isAll && { lines: [...lines] }) });
}
