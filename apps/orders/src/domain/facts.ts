import {
  OrderFactNoted,
  OrderReleased,
  OrderShipmentUpdated,
  StockFulfilmentRequested,
  type ShipmentUpdate,
} from '@entrepot/contracts/orders';
import { DomainError } from '@entrepot/kernel';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Reservation, Shipment } from './order-state';
import { bySku } from './stock-lines';

/** Keeps a fact that changes nothing (any more) for the story. It is recorded, because it is another fact than those known. */
export function note(order: KnownOrder, fact: { readonly type: string }, reference: string, why: string): OrderEvent {
  return new OrderFactNoted({ orderId: order.placed.orderId, fact: fact.type, reference, note: why });
}

export function reservationOf(order: KnownOrder, reservationId: string): Reservation {
  const found = order.reservations.find((reservation) => reservation.reservationId === reservationId);
  if (found !== undefined) return found;
  throw new DomainError('order.unknown-reservation', { orderId: order.placed.orderId, reservationId });
}

export function shipmentOf(order: KnownOrder, shipmentId: string): Shipment {
  const found = order.shipments.find((shipment) => shipment.shipmentId === shipmentId);
  if (found !== undefined) return found;
  throw new DomainError('order.unknown-shipment', { orderId: order.placed.orderId, shipmentId });
}

/** What became of a shipment, as the order's own event. */
export function shipmentUpdate(
  order: KnownOrder,
  { shipmentId }: Shipment,
  status: ShipmentUpdate,
  occurredAt?: string,
): OrderEvent {
  const { orderId } = order.placed;
  return new OrderShipmentUpdated({ orderId, shipmentId, status, ...(occurredAt && { occurredAt }) });
}

/** The goods have left: the place's stock is less, and there is nothing left to hold back. */
export function handOver(order: KnownOrder, shipment: Shipment, occurredAt?: string): OrderEvent[] {
  const { orderId } = order.placed;
  const { shipmentId, reservationId, placeId } = shipment;
  const lines = bySku(shipment.lines);
  return [
    ...(order.holds.manual ? [new OrderReleased({ orderId, reason: 'manual', note: 'picked up' })] : []),
    shipmentUpdate(order, shipment, 'picked_up', occurredAt),
    new StockFulfilmentRequested({ orderId, reservationId, placeId, shipmentId, lines }),
  ];
}

/** A parcel that arrived, came back or was lost was picked up before, whether that was told or not. */
export function handOverIfOpen(order: KnownOrder, shipment: Shipment, occurredAt?: string): OrderEvent[] {
  return shipment.status === 'requested' ? handOver(order, shipment, occurredAt) : [];
}
