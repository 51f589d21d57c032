import type { RoutePlanned } from '@entrepot/contracts/logistics';
import { StockReservationRequested } from '@entrepot/contracts/orders';
import type { ShipLine } from '@entrepot/contracts/shared';
import { deriveId, never, type Decide } from '@entrepot/kernel';
import { note } from './facts';
import { isForChange, reserveForChange } from './reserve-for-change';
import { meetShortage } from './follow-up-reserving';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Order } from './order-state';
import { remaining } from './quantities';
import { known, proceed } from './saga';
import { wholeBundles } from './sold-bundles';
import { later, underTerms, type Saga, type SagaPolicy } from './saga-policy';
import { bySku, lessLines } from './stock-lines';

/** A route is known: set the pieces aside at its places; what no place has is up to the order's shortage policy. */
export const planReservations =
  (policy: SagaPolicy): Decide<Order, RoutePlanned> =>
  (state, route, given) => {
    const order = known(state, route.orderId);
    const saga = underTerms({ policy, given }, order.placed.terms);
    if (isForChange(order, route)) return proceed(order, reserveForChange(order, route, saga), saga);
    const aside = (why: string) => proceed(order, [note(order, route, String(route.attempt), why)], saga);
    switch (order.status) {
      case 'placed':
        return route.attempt === order.routing.attempt && !order.routing.answered
          ? proceed(order, reserveAlong(order, route, saga), saga)
          : aside('another route was asked for meanwhile');
      case 'held':
        return aside('the order is held; a route is asked for after its release');
      case 'cancelled':
        return aside('the order is cancelled');
      case 'reserving':
      case 'backordered':
      case 'paying':
      case 'confirmed':
      case 'shipping':
      case 'cancelling':
      case 'delivered':
      case 'closed':
        return aside('this route was answered before');
      default:
        return never(order.status);
    }
  };

function reserveAlong(order: KnownOrder, route: RoutePlanned, saga: Saga): OrderEvent[] {
  let short: readonly ShipLine[] = remaining(order);
  const byPlace = new Map<string, ShipLine[]>();
  for (const { placeId, lines } of route.allocations) {
    const wanted = within(lines, short);
    short = lessLines(short, wanted);
    if (wanted.length > 0) byPlace.set(placeId, [...(byPlace.get(placeId) ?? []), ...wanted]);
  }
  if (short.length === 0) return requests(order, byPlace, saga);
  const shortage = meetShortage(order, short, saga);
  const goesOn = shortage.every(({ type }) => type === 'OrderLinesCancelled');
  const others = lessLines(wholeBundles(order, short), short);
  return goesOn ? [...shortage, ...requests(order, without(byPlace, others), saga)] : [...shortage];
}

function requests(order: KnownOrder, byPlace: ReadonlyMap<string, ShipLine[]>, saga: Saga): OrderEvent[] {
  return [...byPlace].map(([placeId, lines]) => request(order, placeId, lines, saga));
}

/** Less these pieces, wherever they are; a place of which nothing is wanted any more is left out. */
function without(byPlace: ReadonlyMap<string, ShipLine[]>, unwanted: readonly ShipLine[]): Map<string, ShipLine[]> {
  let rest = unwanted;
  const wanted = [...byPlace].map(([placeId, lines]): [string, ShipLine[]] => {
    const left = lessLines(lines, rest);
    rest = lessLines(rest, lines);
    return [placeId, left];
  });
  return new Map(wanted.filter(([, lines]) => lines.length > 0));
}

/** The pieces of `lines` that are among `wanted`: lines may have been cancelled while the route was looked for. */
function within(lines: readonly ShipLine[], wanted: readonly ShipLine[]): ShipLine[] {
  return lessLines(wanted, lessLines(wanted, lines));
}

function request(order: KnownOrder, placeId: string, lines: readonly ShipLine[], { given, policy }: Saga) {
  const { orderId } = order.placed;
  return new StockReservationRequested({
    orderId,
    reservationId: deriveId('rsv', orderId, order.routing.attempt, placeId),
    placeId,
    lines: bySku(lines),
    expiresAt: later(given.now, policy.reservationSeconds),
  });
}
