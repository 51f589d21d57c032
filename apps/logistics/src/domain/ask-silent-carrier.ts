import { TrackingInquiryRequested } from '@entrepot/contracts/logistics';
import { decided, ignored, type Decide } from '@entrepot/kernel';
import { bookedNames, type Shipment } from './shipment';

const HOUR_MS = 3_600_000;
/** An inquiry that tells nothing new makes the next one wait twice as long, up to so many times the first. */
const LONGEST = 14;
/** After so many fruitless inquiries nothing is to be expected from one more. */
const MOST_FRUITLESS = 12;

/** When the carrier has been silent for too long; undefined while it is being asked or nothing is expected of it. */
export function silenceEndsAt(shipment: Shipment): string | undefined {
  if (shipment.status !== 'labelled' && shipment.status !== 'under-way') return undefined;
  const { heardAt, asking, fruitless } = shipment.news;
  const hours = shipment.plan.silenceHours;
  if (hours === undefined || asking || fruitless >= MOST_FRUITLESS) return undefined;
  return new Date(Date.parse(heardAt) + hours * HOUR_MS * Math.min(2 ** fruitless, LONGEST)).toISOString();
}

/** Webhooks get lost: asks a carrier that should have told something by now. */
export const askSilentCarrier: Decide<Shipment, unknown> = (shipment) => {
  if (shipment.status !== 'labelled' && shipment.status !== 'under-way') return ignored('nothing is expected');
  return decided(new TrackingInquiryRequested(bookedNames(shipment)));
};
