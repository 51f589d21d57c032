import { Address, pageOf, ShipLine, TRACKING_STATUSES, type TrackingStatus } from '../shared';
import {
  Count,
  CurrencyCode,
  Doc,
  Flag,
  FreeKey,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Text,
  Timestamp,
  WebAddress,
} from '../vocabulary';
import { ConsideredPlace, RouteAllocation } from './routing.events';
import { DIRECTIONS, Parcel, type Direction } from './shipment.events';

/** What a shipment can be at. */
export const SHIPMENT_STATES = [
  'booking',
  'label-failed',
  'labelled',
  'voided',
  'under-way',
  'delivered',
  'returned',
  'lost',
] as const;
export type ShipmentState = (typeof SHIPMENT_STATES)[number];

@Doc('A shipment, as it stands.')
export class ShipmentAnswer {
  @OpaqueId() shipmentId!: string;
  @OpaqueId() orderId!: string;
  @OneOf(DIRECTIONS) direction!: Direction;
  @OneOf(SHIPMENT_STATES) state!: ShipmentState;
  @Optional() @OneOf(TRACKING_STATUSES) @Doc('The furthest that the carrier told.') trackingStatus?: TrackingStatus;
  @Optional() @OpaqueId() reservationId?: string;
  @Optional() @OpaqueId() returnId?: string;
  @OpaqueId() placeId!: string;
  @OpaqueId() carrier!: string;
  @Optional() @FreeKey() trackingNumber?: string;
  @Optional() @WebAddress() labelUrl?: string;
  @Optional() @Text(64) @Doc('What customers call the carrier.') carrierName?: string;
  @Optional() @WebAddress() @Doc('Where the customer can follow the parcel.') trackingUrl?: string;
  @Optional() @Timestamp() @Doc('As the carrier says.') estimatedDeliveryAt?: string;
  @Optional() @MinorAmount() @Doc('What the carrier takes for it.') cost?: number;
  @Optional() @CurrencyCode() costCurrency?: string;
  @NestedList(() => ShipLine, { min: 1, max: 500 }) lines!: ShipLine[];
  @NestedList(() => Parcel, { min: 1, max: 100 }) parcels!: Parcel[];
  @Nested(() => Address) @Doc('Where an outbound shipment goes; where a return comes from.') address!: Address;
  @Timestamp() plannedAt!: string;
  @Optional() @Timestamp() @Doc('As the carrier says.') pickedUpAt?: string;
  @Optional() @Timestamp() @Doc('When it was delivered, came back or was lost, as the carrier says.') endedAt?: string;
  @Optional() @Text(500) @Doc('Why there is no label.') reason?: string;
  @Optional() @OneOf(['label', 'void', 'interception']) @Doc('What the carrier has not answered yet.') open?: string;
  @Optional() @Flag() @Doc('The carrier brings it back.') intercepted?: boolean;
  @Optional() @Flag() @Doc('Personal data of its address was erased: it is left out.') erased?: boolean;
}

export const ShipmentAnswerPage = pageOf(ShipmentAnswer);

@Doc('One message of a carrier about a tracking number.')
export class TrackingEntry {
  @FreeKey() carrierEventId!: string;
  @OneOf(TRACKING_STATUSES) status!: TrackingStatus;
  @Optional() @Text(64) @Doc('In the words of the carrier.') carrierStatus?: string;
  @Timestamp() @Doc('As the carrier says.') occurredAt!: string;
  @Timestamp() receivedAt!: string;
  @Optional() @Text(500) description?: string;
}

export const TrackingEntryPage = pageOf(TrackingEntry);

@Doc('One answer of routing, with its reasons.')
export class RouteAnswer {
  @OpaqueId() orderId!: string;
  @Count() attempt!: number;
  @Timestamp() plannedAt!: string;
  @NestedList(() => RouteAllocation, { max: 100 }) allocations!: RouteAllocation[];
  @NestedList(() => ShipLine, { max: 500 }) shortages!: ShipLine[];
  @NestedList(() => ConsideredPlace, { max: 20 }) considered!: ConsideredPlace[];
}

export const RouteAnswerPage = pageOf(RouteAnswer);

@Doc('A webhook was taken.')
export class WebhookAnswer {
  @FreeKey() carrierEventId!: string;
  @Flag() @Doc('It had come before.') repeated!: boolean;
}
