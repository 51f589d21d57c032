import { TrackingInquired, type TrackingInquiryRequested } from '@entrepot/contracts/logistics';
import { decided, ignored, type Decide } from '@entrepot/kernel';
import type { Answered } from './answered';
import type { CarrierNews } from './carrier-news';
import { namesOf, type LabelledShipment, type Shipment, type ShipmentUnderWay } from './shipment';
import { report, trackingKey, TrackingStream } from './tracking';

/** Everything that the carrier tells of a tracking number. */
export interface InquiryOutcome {
  readonly kind: 'told';
  readonly news: readonly CarrierNews[];
}

export function awaitsInquiry(shipment: Shipment): shipment is LabelledShipment | ShipmentUnderWay {
  return (shipment.status === 'labelled' || shipment.status === 'under-way') && shipment.news.asking;
}

/** What the carrier answered is recorded where its webhooks are, each thing once; from there it goes its usual way. */
export const settleInquiry: Decide<Shipment, Answered<TrackingInquiryRequested, InquiryOutcome>> = (
  shipment,
  { intent, outcome },
  given,
) => {
  if (!awaitsInquiry(shipment)) return ignored('nothing is expected of this shipment any more');
  const names = namesOf(shipment);
  const key = trackingKey(intent);
  const seen = new Set(given.read(TrackingStream, key).seen);
  const reports = outcome.news.flatMap((told) => {
    if (seen.has(told.carrierEventId)) return [];
    seen.add(told.carrierEventId);
    return [report(told, names)];
  });
  const inquired = decided(new TrackingInquired({ ...names, found: reports.length }));
  return reports.length === 0 ? inquired : inquired.on(TrackingStream, key, ...reports);
};
