import {
  InterceptionRequested,
  ShipmentVoided,
  ShipmentVoidRefused,
  TrackingInquiryRequested,
  type VoidRequested,
} from '@entrepot/contracts/logistics';
import { decided, ignored, never, type Decide } from '@entrepot/kernel';
import type { Answered } from './answered';
import { bookedNames, namesOf, type Shipment } from './shipment';

/** What the carrier said to a void. */
export type VoidOutcome = { readonly kind: 'voided' } | { readonly kind: 'refused'; readonly reason: string };

export function awaitsVoid(shipment: Shipment): boolean {
  return 'open' in shipment && shipment.open === 'void';
}

/** The carrier's answer to a void. A pick-up that was told meanwhile is stronger than whatever it says. */
export const settleVoid: Decide<Shipment, Answered<VoidRequested, VoidOutcome>> = (shipment, { outcome }) => {
  if (!('open' in shipment) || shipment.open !== 'void') return ignored('this void is not waited for any more');
  const names = namesOf(shipment);
  switch (shipment.status) {
    case 'labelled': {
      if (outcome.kind === 'voided') {
        const { reservationId } = shipment.plan;
        return decided(new ShipmentVoided({ ...names, ...(reservationId !== undefined && { reservationId }) }));
      }
      const refused = new ShipmentVoidRefused({ ...names, reason: outcome.reason });
      // It is further than we were told: ask instead of waiting for webhooks that may be lost.
      return shipment.news.asking
        ? decided(refused)
        : decided(refused, new TrackingInquiryRequested(bookedNames(shipment)));
    }
    case 'under-way': {
      const refused = new ShipmentVoidRefused({ ...names, reason: 'the carrier has picked it up' });
      return shipment.interceptionWished
        ? decided(refused, new InterceptionRequested(bookedNames(shipment)))
        : decided(refused);
    }
    case 'delivered':
    case 'returned':
    case 'lost':
      return decided(new ShipmentVoidRefused({ ...names, reason: 'the carrier has picked it up' }));
    default:
      return never(shipment);
  }
};
