import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { TRACKING_STATUSES, type TrackingStatus } from '../shared';
import { Doc, FreeKey, OneOf, OpaqueId, Optional, Text, Timestamp } from '../vocabulary';

const topic = 'logistics.tracking.v1';
const named = { carrier: 'sandbox', trackingNumber: 'SB000000001BR' };
const report = { carrierEventId: 'evt_1', status: 'in_transit', occurredAt: '2026-03-03T08:00:00Z' } as const;

@Doc('From here on it is known which shipment a tracking number names.')
@EventContract<TrackingNumberAssigned>({
  topic,
  readers: ['logistics', 'orders'],
  example: { ...named, shipmentId: 'shp_3c9v2n', orderId: 'ord_7q4t1x' },
})
export class TrackingNumberAssigned extends DomainEvent {
  readonly type = 'TrackingNumberAssigned';

  @OpaqueId()
  carrier!: string;

  @FreeKey()
  trackingNumber!: string;

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  constructor(fields: Fields<TrackingNumberAssigned>) {
    super(fields);
  }
}

@Doc('A carrier told of a tracking number that is not known yet: it waits for its shipment.')
@EventContract<CarrierEventReceived>({
  topic,
  readers: ['logistics'],
  example: { ...named, ...report, carrierStatus: 'IN_TRANSIT', description: 'Left the sorting centre' },
})
export class CarrierEventReceived extends DomainEvent {
  readonly type = 'CarrierEventReceived';

  @OpaqueId()
  carrier!: string;

  @FreeKey()
  trackingNumber!: string;

  @FreeKey()
  carrierEventId!: string;

  @OneOf(TRACKING_STATUSES)
  status!: TrackingStatus;

  @Text(64)
  carrierStatus!: string;

  @Timestamp()
  occurredAt!: string;

  @Optional()
  @Text(500)
  description?: string;

  constructor(fields: Fields<CarrierEventReceived>) {
    super(fields);
  }
}

@Doc('A carrier event whose shipment is known.')
@EventContract<TrackingReported>({
  topic,
  readers: ['logistics'],
  example: {
    ...named,
    ...report,
    shipmentId: 'shp_3c9v2n',
    orderId: 'ord_7q4t1x',
    carrierStatus: 'IN_TRANSIT',
    description: 'Left the sorting centre',
  },
})
export class TrackingReported extends DomainEvent {
  readonly type = 'TrackingReported';

  @OpaqueId()
  carrier!: string;

  @FreeKey()
  trackingNumber!: string;

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @FreeKey()
  carrierEventId!: string;

  @OneOf(TRACKING_STATUSES)
  status!: TrackingStatus;

  @Doc('In the words of the carrier.')
  @Optional()
  @Text(64)
  carrierStatus?: string;

  @Timestamp()
  occurredAt!: string;

  @Optional()
  @Text(500)
  description?: string;

  constructor(fields: Fields<TrackingReported>) {
    super(fields);
  }
}
