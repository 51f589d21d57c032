import type { ShipmentAnswer } from '@entrepot/contracts/logistics';
import { DomainError } from '@entrepot/kernel';
import type { KnownShipment, Shipment } from '../domain/shipment';

/** A shipment as callers see it. */
export function shipmentAnswer(shipmentId: string, shipment: Shipment): ShipmentAnswer {
  if (shipment.status === 'none') throw new DomainError('shipment.not-found', { shipmentId });
  const { shipmentId: id, orderId, direction, reservationId, returnId, placeId, carrier, ...rest } = shipment.plan;
  const { lines, parcels, address, plannedAt } = rest;
  return {
    ...{ shipmentId: id, orderId, direction, state: shipment.status, placeId, carrier },
    ...(reservationId !== undefined && { reservationId }),
    ...(returnId !== undefined && { returnId }),
    ...('label' in shipment && shipment.label),
    ...{ lines, parcels, address, plannedAt },
    ...journey(shipment),
    ...openWork(shipment),
  };
}

function journey(shipment: KnownShipment): Partial<ShipmentAnswer> {
  if (!('whereabouts' in shipment)) return {};
  const { status: trackingStatus, occurredAt } = shipment.whereabouts;
  const pickedUpAt = 'pickedUpAt' in shipment ? shipment.pickedUpAt : undefined;
  const isEnded = ['delivered', 'returned', 'lost'].includes(shipment.status);
  return {
    trackingStatus,
    ...(pickedUpAt !== undefined && { pickedUpAt }),
    ...(isEnded && occurredAt !== undefined && { endedAt: occurredAt }),
    ...('intercepted' in shipment && shipment.intercepted && { intercepted: true }),
  };
}

function openWork(shipment: KnownShipment): Partial<ShipmentAnswer> {
  if (shipment.status === 'booking') return { open: 'label' };
  if (shipment.status === 'label-failed') return { reason: shipment.reason };
  return 'open' in shipment && shipment.open !== undefined ? { open: shipment.open } : {};
}
