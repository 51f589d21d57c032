import { releaseRequest, routingRequest } from './follow-up-reserving';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Reservation } from './order-state';
import { holding, isOpen } from './quantities';

/** The order goes elsewhere: what is set aside is given back first, then a route is looked for from all that places have. */
export function reroute(order: KnownOrder): readonly OrderEvent[] {
  if (!order.reroute || (order.status !== 'reserving' && order.status !== 'confirmed')) return [];
  if (order.shipments.some(isOpen) || order.reservations.some(({ status }) => status === 'asked')) return [];
  const held = holding(order).filter(({ left }) => left.length > 0);
  if (held.length > 0) return held.map((reservation) => releaseRequest(order, reservation));
  return order.reservations.every(isGivenBack) ? [routingRequest(order)] : [];
}

/** A place of which everything was shipped has nothing to give back, and would not answer. */
const isGivenBack = ({ released, releaseAsked, left }: Reservation): boolean =>
  released || (!releaseAsked && left.length === 0);
