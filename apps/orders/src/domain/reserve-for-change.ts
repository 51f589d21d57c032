import type { RoutePlanned } from '@entrepot/contracts/logistics';
import { StockReservationRequested } from '@entrepot/contracts/orders';
import type { ShipLine } from '@entrepot/contracts/shared';
import { deriveId } from '@entrepot/kernel';
import { refuseChange } from './follow-up-changing';
import type { OrderEvent } from './order-event';
import type { KnownOrder } from './order-state';
import { later, type Saga } from './saga-policy';
import { bySku, lessLines } from './stock-lines';

/** The route is the one that a change of lines waits for. */
export function isForChange({ status, change, routing }: KnownOrder, { attempt }: RoutePlanned): boolean {
  return change?.route === 'asked' && attempt === routing.changeAttempt && status !== 'held';
}

/** What is to be added is set aside where the route says; if any of it is short, the change does not come about. */
export function reserveForChange(order: KnownOrder, route: RoutePlanned, saga: Saga): readonly OrderEvent[] {
  const { change } = order;
  if (change === undefined) return [];
  const short = lessLines(
    change.added,
    route.allocations.flatMap(({ lines }) => lines),
  );
  if (short.length > 0) return [refuseChange(order, change, 'shortage')];
  const byPlace = new Map<string, ShipLine[]>();
  for (const { placeId, lines } of route.allocations) byPlace.set(placeId, [...(byPlace.get(placeId) ?? []), ...lines]);
  return [...byPlace].map(([placeId, lines]) => request(order, change.changeId, placeId, lines, saga));
}

function request(
  { placed: { orderId }, routing }: KnownOrder,
  changeId: string,
  placeId: string,
  lines: readonly ShipLine[],
  { given, policy }: Saga,
): StockReservationRequested {
  const reservationId = deriveId('rsv', orderId, routing.changeAttempt, placeId);
  const expiresAt = later(given.now, policy.reservationSeconds);
  return new StockReservationRequested({ orderId, reservationId, placeId, lines: bySku(lines), expiresAt, changeId });
}
