import { InterceptionFailed, ShipmentIntercepted, type InterceptionRequested } from '@entrepot/contracts/logistics';
import { decided, ignored, type Decide } from '@entrepot/kernel';
import type { Answered } from './answered';
import { namesOf, type Shipment, type ShipmentUnderWay } from './shipment';
import { comesBack } from './tracking-course';

/** What the carrier said to an interception. `agreed`: it tries; the parcel may still be delivered or lost. */
export type InterceptionOutcome = { readonly kind: 'agreed' } | { readonly kind: 'refused'; readonly reason: string };

export function awaitsInterception(shipment: Shipment): shipment is ShipmentUnderWay {
  return shipment.status === 'under-way' && shipment.open === 'interception';
}

/** The carrier's answer to an interception. One that refuses while it brings the parcel back does what was wanted. */
export const settleInterception: Decide<Shipment, Answered<InterceptionRequested, InterceptionOutcome>> = (
  shipment,
  { outcome },
) => {
  if (!awaitsInterception(shipment)) return ignored('the end of the journey has answered it');
  const names = namesOf(shipment);
  return outcome.kind === 'agreed' || comesBack(shipment.whereabouts)
    ? decided(new ShipmentIntercepted(names))
    : decided(new InterceptionFailed({ ...names, reason: outcome.reason }));
};
