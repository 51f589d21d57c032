import { InterceptionFailed, ShipmentIntercepted, type InterceptionRequested } from '@entrepot/contracts/logistics';
import { decided, ignored, type Decide } from '@entrepot/kernel';
import type { Answered } from './answered';
import { namesOf, type Shipment, type ShipmentUnderWay } from './shipment';

/** What the carrier said to an interception. `agreed`: it tries; the parcel may still be delivered or lost. */
export type InterceptionOutcome = { readonly kind: 'agreed' } | { readonly kind: 'refused'; readonly reason: string };

export function awaitsInterception(shipment: Shipment): shipment is ShipmentUnderWay {
  return shipment.status === 'under-way' && shipment.open === 'interception';
}

/** The carrier's answer to an interception. */
export const settleInterception: Decide<Shipment, Answered<InterceptionRequested, InterceptionOutcome>> = (
  shipment,
  { outcome },
) => {
  if (!awaitsInterception(shipment)) return ignored('the end of the journey has answered it');
  const names = namesOf(shipment);
  return outcome.kind === 'agreed'
    ? decided(new ShipmentIntercepted(names))
    : decided(new InterceptionFailed({ ...names, reason: outcome.reason }));
};
