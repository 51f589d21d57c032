import {
  LabelFailed,
  ShipmentLabelled,
  ShipmentVoided,
  VoidRequested,
  type LabelRequested,
} from '@entrepot/contracts/logistics';
import { decided, ignored, type Decide, type Decision, type Given } from '@entrepot/kernel';
import type { Answered } from './answered';
import { namesOf, type BookingShipment, type Label, type Shipment } from './shipment';
import { assign, trackingKey, TrackingStream } from './tracking';

/** What the carrier said to a booking. */
export type LabelOutcome =
  ({ readonly kind: 'booked' } & Label) | { readonly kind: 'refused'; readonly reason: string };

export function awaitsLabel(shipment: Shipment): shipment is BookingShipment {
  return shipment.status === 'booking';
}

/**
 * The carrier's answer to a booking. From the moment that the label exists its tracking number names the shipment, and
 * what the carrier told of it before is told again as reports. A void that was wished meanwhile is asked for now.
 */
export const settleLabel: Decide<Shipment, Answered<LabelRequested, LabelOutcome>> = (shipment, { outcome }, given) => {
  if (!awaitsLabel(shipment)) return ignored('this label is not waited for any more');
  return outcome.kind === 'booked' ? label(shipment, outcome, given) : fail(shipment, outcome.reason);
};

function label(shipment: BookingShipment, { kind: _, ...booked }: Label & { kind: 'booked' }, given: Given): Decision {
  const { direction, returnId, carrier } = shipment.plan;
  const names = namesOf(shipment);
  const number = { carrier, trackingNumber: booked.trackingNumber };
  const labelled = new ShipmentLabelled({
    ...{ ...names, direction, carrier, ...booked },
    ...(returnId !== undefined && { returnId }),
  });
  const key = trackingKey(number);
  const known = assign(given.read(TrackingStream, key), { ...number, ...names });
  const events = shipment.voidWished ? [labelled, new VoidRequested({ ...names, ...number })] : [labelled];
  return decided(...events).on(TrackingStream, key, ...known);
}

/** Nothing was booked, so there is nothing to give back to the carrier. */
function fail(shipment: BookingShipment, reason: string): Decision {
  const failed = new LabelFailed({ ...namesOf(shipment), reason });
  return shipment.voidWished ? decided(failed, voidUnbooked(shipment)) : decided(failed);
}

export function voidUnbooked(shipment: BookingShipment | Extract<Shipment, { status: 'label-failed' }>) {
  const { reservationId } = shipment.plan;
  return new ShipmentVoided({ ...namesOf(shipment), ...(reservationId !== undefined && { reservationId }) });
}
