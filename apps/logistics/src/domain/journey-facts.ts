import {
  ShipmentDelivered,
  ShipmentLost,
  ShipmentPickedUp,
  ShipmentProgressed,
  ShipmentReturned,
  type TrackingReported,
} from '@entrepot/contracts/logistics';
import { namesOf, type KnownShipment } from './shipment';
import type { ShipmentEvent } from './shipment-event';

/** The hand-over. Where a carrier tells it only by what came after, it was at that time at the latest. */
export function pickUp(shipment: KnownShipment, { occurredAt }: TrackingReported): ShipmentEvent {
  const { direction, returnId, reservationId, lines } = shipment.plan;
  return new ShipmentPickedUp({
    ...{ ...namesOf(shipment), direction, lines, occurredAt },
    ...(returnId !== undefined && { returnId }),
    ...(reservationId !== undefined && { reservationId }),
  });
}

export function progress(shipment: KnownShipment, told: TrackingReported): ShipmentEvent {
  const { status, occurredAt, description } = told;
  const { returnId } = shipment.plan;
  return new ShipmentProgressed({
    ...{ ...namesOf(shipment), status, occurredAt },
    ...(returnId !== undefined && { returnId }),
    ...(description !== undefined && { description }),
  });
}

export function delivery(shipment: KnownShipment, { occurredAt }: TrackingReported): ShipmentEvent {
  const { direction, returnId, placeId, lines } = shipment.plan;
  return new ShipmentDelivered({
    ...{ ...namesOf(shipment), direction, placeId, lines, occurredAt },
    ...(returnId !== undefined && { returnId }),
  });
}

/** Back at the place. What a customer sent back and got again is only told: no order waits for it. */
export function comeBack(shipment: KnownShipment, told: TrackingReported): ShipmentEvent {
  const { direction, placeId, lines } = shipment.plan;
  if (direction === 'return') return progress(shipment, told);
  return new ShipmentReturned({ ...namesOf(shipment), placeId, lines, occurredAt: told.occurredAt });
}

export function loss(shipment: KnownShipment, told: TrackingReported): ShipmentEvent {
  const { direction, lines } = shipment.plan;
  if (direction === 'return') return progress(shipment, told);
  return new ShipmentLost({ ...namesOf(shipment), lines, occurredAt: told.occurredAt });
}
