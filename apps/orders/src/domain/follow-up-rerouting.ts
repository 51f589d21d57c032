import { releaseRequest, routingRequest } from './follow-up-reserving';
import type { OrderEvent } from './order-event';
import type { KnownOrder } from './order-state';
import { holding, isOpen } from './quantities';

/** The order goes elsewhere: what is set aside is given back first, then a route is looked for from all that places have. */
export function reroute(order: KnownOrder): readonly OrderEvent[] {
  if (!order.reroute || (order.status !== 'reserving' && order.status !== 'confirmed')) return [];
  if (order.shipments.some(isOpen) || order.reservations.some(({ status }) => status === 'asked')) return [];
  const held = holding(order);
  if (held.length > 0) return held.map((reservation) => releaseRequest(order, reservation));
  return order.reservations.every(({ released }) => released) ? [routingRequest(order)] : [];
}
