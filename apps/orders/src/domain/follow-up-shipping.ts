import {
  OrderDelivered,
  ShipmentInterceptionRequested,
  ShipmentRequested,
  ShipmentVoidRequested,
} from '@entrepot/contracts/orders';
import { deriveId } from '@entrepot/kernel';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Shipment } from './order-state';
import { freeStock, holding, isDelivered, isOpen, remaining, shippedLines, unshipped } from './quantities';
import { daysLater, type Saga } from './saga-policy';
import { lessLines, serve } from './stock-lines';
import { toldReason } from './told-reason';

/** A confirmed order sends what it wants from every place that holds it; not what a change is about to remove. */
export function requestShipments(order: KnownOrder): readonly OrderEvent[] {
  if ((order.status !== 'confirmed' && order.status !== 'shipping') || order.reroute) return [];
  let wanted = lessLines(unshipped(order), order.change?.removed ?? []);
  if (wanted.length === 0) return [];
  return holding(order).flatMap((reservation) => {
    const lines = serve(wanted, freeStock(order, reservation));
    wanted = lessLines(wanted, lines);
    if (lines.length === 0) return [];
    const { reservationId, placeId } = reservation;
    const { orderId } = order.placed;
    const shipmentId = deriveId('shp', reservationId, generation(order, reservationId));
    return [new ShipmentRequested({ orderId, shipmentId, reservationId, placeId, lines, shipTo: order.shipTo })];
  });
}

function generation(order: KnownOrder, reservationId: string): number {
  return order.shipments.filter((shipment) => shipment.reservationId === reservationId).length + 1;
}

/** The whole order is to be cancelled: no parcel leaves that can be stopped, every other one is called back. */
export function callBack(order: KnownOrder): readonly OrderEvent[] {
  if (order.phase !== 'cancelling' || order.cancellation?.lines !== undefined) return [];
  return order.shipments.flatMap((shipment) => callBackOne(order, shipment));
}

function callBackOne(order: KnownOrder, shipment: Shipment): readonly OrderEvent[] {
  const { orderId } = order.placed;
  const { shipmentId } = shipment;
  const reason = toldReason(order.cancellation?.reason ?? 'cancelled');
  if (isOpen(shipment) && !shipment.voidAsked) return [new ShipmentVoidRequested({ orderId, shipmentId, reason })];
  const isUnderWay = shipment.status === 'picked_up' && shipment.interception === 'none';
  return isUnderWay ? [new ShipmentInterceptionRequested({ orderId, shipmentId, reason })] : [];
}

/** Everything that is still sold has arrived. */
export function markDelivered(order: KnownOrder, { given, policy }: Saga): readonly OrderEvent[] {
  if (order.phase !== 'shipping' || order.change !== undefined || !order.shipments.some(isDelivered)) return [];
  if (lessLines(remaining(order), shippedLines(order, isDelivered)).length > 0) return [];
  const { orderId } = order.placed;
  const occurredAt = latest(order.shipments.filter(isDelivered));
  const closesAt = daysLater(given.now, policy.returnWindowDays);
  return [new OrderDelivered({ orderId, closesAt, ...(occurredAt && { occurredAt }) })];
}

function latest(shipments: readonly Shipment[]): string | undefined {
  const times = shipments.flatMap(({ occurredAt }) => occurredAt ?? []);
  return times.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}
