import { TrackingInquiryRequested } from '@entrepot/contracts/logistics';
import { Performs, type Effect, type EffectCall } from '@entrepot/messaging';
import { Carriers } from '../clients/carriers';
import { awaitsInquiry, settleInquiry, type InquiryOutcome } from '../domain/settle-inquiry';
import type { Shipment } from '../domain/shipment';
import { ShipmentStream } from '../domain/shipment-stream';
import { trackingRef } from '../domain/tracking';

/** Asks a carrier where a parcel is. */
@Performs({ intent: TrackingInquiryRequested, of: ShipmentStream, also: (_, intent) => [trackingRef(intent)] })
export class AskCarrier implements Effect<TrackingInquiryRequested, Shipment, InquiryOutcome> {
  readonly decide = settleInquiry;

  constructor(private readonly carriers: Carriers) {}

  isOpen(shipment: Shipment): boolean {
    return awaitsInquiry(shipment);
  }

  async perform({ carrier, trackingNumber }: TrackingInquiryRequested, call: EffectCall): Promise<InquiryOutcome> {
    return { kind: 'told', news: await this.carriers.of(carrier).track(trackingNumber, call) };
  }
}
