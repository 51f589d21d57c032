import type {
  OrderCancellationRequested,
  OrderDelivered,
  OrderShipmentUpdated,
  ShipmentInterceptionRequested,
  ShipmentRequested,
  ShipmentVoidRequested,
} from '@entrepot/contracts/orders';
import type { RecordedAt } from '@entrepot/kernel';
import type { KnownOrder, Shipment } from './order-state';

export function shipmentRequested(order: KnownOrder, event: ShipmentRequested): KnownOrder {
  const shipment: Shipment = {
    shipmentId: event.shipmentId,
    reservationId: event.reservationId,
    placeId: event.placeId,
    lines: event.lines,
    status: 'requested',
    voidAsked: false,
    voidRefused: false,
    toFormerAddress: false,
    interception: 'none',
  };
  return { ...order, shipments: [...order.shipments, shipment] };
}

export function voidRequested(order: KnownOrder, event: ShipmentVoidRequested): KnownOrder {
  return change(order, event.shipmentId, { voidAsked: true });
}

export function interceptionRequested(order: KnownOrder, event: ShipmentInterceptionRequested): KnownOrder {
  return change(order, event.shipmentId, { interception: 'asked' });
}

export function shipmentUpdated(order: KnownOrder, event: OrderShipmentUpdated): KnownOrder {
  switch (event.status) {
    case 'void_refused':
      return change(order, event.shipmentId, { voidRefused: true });
    case 'intercepted':
      return change(order, event.shipmentId, { interception: 'agreed' });
    case 'interception_failed':
      return change(order, event.shipmentId, { interception: 'failed' });
    case 'picked_up':
    case 'delivered':
    case 'lost':
    case 'voided':
    case 'returned':
      return change(order, event.shipmentId, { status: event.status, occurredAt: event.occurredAt });
  }
}

export function cancellationRequested(order: KnownOrder, event: OrderCancellationRequested): KnownOrder {
  const { reason, lines, occurredAt } = event;
  return { ...order, cancellation: { reason, ...(lines && { lines }), ...(occurredAt && { occurredAt }) } };
}

export function cancellationRefused(order: KnownOrder): KnownOrder {
  const { cancellation: _done, ...rest } = order;
  return rest;
}

export function delivered(order: KnownOrder, event: OrderDelivered, at: RecordedAt): KnownOrder {
  return { ...order, deliveredAt: event.occurredAt ?? at.at, closesAt: event.closesAt };
}

function change(order: KnownOrder, shipmentId: string, to: Partial<Shipment>): KnownOrder {
  const shipments = order.shipments.map((shipment) =>
    shipment.shipmentId === shipmentId ? { ...shipment, ...to } : shipment,
  );
  return { ...order, shipments };
}
