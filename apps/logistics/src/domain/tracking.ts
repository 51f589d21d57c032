import { TrackingNumberAssigned, TrackingReported, type CarrierEventReceived } from '@entrepot/contracts/logistics';
import { defineStream, type StreamRef } from '@entrepot/kernel';
import type { CarrierNews } from './carrier-news';

interface ShipmentName {
  readonly shipmentId: string;
  readonly orderId: string;
}

/** What is known of a tracking number. A carrier may tell of it before the shipment knows it: that waits here. */
export interface Tracking {
  readonly assigned?: ShipmentName;
  /** Ids of everything that was told. */
  readonly seen: readonly string[];
  readonly waiting: readonly CarrierEventReceived[];
}

type TrackingEvent = TrackingNumberAssigned | CarrierEventReceived | TrackingReported;

export const TrackingStream = defineStream<Tracking, TrackingEvent>({
  kind: 'tracking',
  initial: { seen: [], waiting: [] },
  evolve: (tracking, event) => {
    switch (event.type) {
      case 'TrackingNumberAssigned': {
        const { shipmentId, orderId } = event;
        return { ...tracking, assigned: { shipmentId, orderId }, waiting: [] };
      }
      case 'CarrierEventReceived':
        return { ...withSeen(tracking, event.carrierEventId), waiting: [...tracking.waiting, event] };
      case 'TrackingReported':
        return withSeen(tracking, event.carrierEventId);
    }
  },
});

export function trackingKey(number: { readonly carrier: string; readonly trackingNumber: string }): string {
  return `${number.carrier}:${number.trackingNumber}`;
}

export function trackingRef(number: {
  readonly carrier: string;
  readonly trackingNumber: string;
}): StreamRef<Tracking> {
  return { stream: TrackingStream, key: trackingKey(number) };
}

/** What a tracking number that now has a shipment records: the shipment, and what had come too early. */
export function assign(
  tracking: Tracking,
  number: { readonly carrier: string; readonly trackingNumber: string } & ShipmentName,
): TrackingEvent[] {
  const { carrier, trackingNumber, shipmentId, orderId } = number;
  const reports = tracking.waiting.map((event) => report(event, { shipmentId, orderId }));
  return [new TrackingNumberAssigned({ carrier, trackingNumber, shipmentId, orderId }), ...reports];
}

/** What a carrier told, as a report about a shipment. */
export function report(told: CarrierNews, { shipmentId, orderId }: ShipmentName): TrackingReported {
  const { carrier, trackingNumber, carrierEventId, status, carrierStatus, occurredAt, description } = told;
  return new TrackingReported({
    ...{ carrier, trackingNumber, shipmentId, orderId, carrierEventId, status, carrierStatus, occurredAt },
    ...(description !== undefined && { description }),
  });
}

function withSeen(tracking: Tracking, carrierEventId: string): Tracking {
  if (tracking.seen.includes(carrierEventId)) return tracking;
  return { ...tracking, seen: [...tracking.seen, carrierEventId] };
}
