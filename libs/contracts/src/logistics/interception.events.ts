import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { ShipLine } from '../shared';
import { Count, Doc, FreeKey, NestedList, OpaqueId, Optional, Text, Timestamp } from '../vocabulary';

const topic = 'logistics.shipment.v1';
const named = { shipmentId: 'shp_3c9v2n', orderId: 'ord_7q4t1x' };
const lines = [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 2 }];

@Doc('Intent: call the parcels back.')
@EventContract<InterceptionRequested>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: { ...named, carrier: 'sandbox', trackingNumber: 'SB000000001BR' },
})
export class InterceptionRequested extends DomainEvent {
  readonly type = 'InterceptionRequested';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  carrier!: string;

  @FreeKey()
  trackingNumber!: string;

  constructor(fields: Fields<InterceptionRequested>) {
    super(fields);
  }
}

@Doc('The carrier agreed to bring the parcels back.')
@EventContract<ShipmentIntercepted>({ topic, key: 'orderId', readers: ['logistics', 'orders'], example: { ...named } })
export class ShipmentIntercepted extends DomainEvent {
  readonly type = 'ShipmentIntercepted';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  constructor(fields: Fields<ShipmentIntercepted>) {
    super(fields);
  }
}

@Doc('The parcels cannot be called back.')
@EventContract<InterceptionFailed>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: { ...named, reason: 'already delivered' },
})
export class InterceptionFailed extends DomainEvent {
  readonly type = 'InterceptionFailed';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @Text(500)
  reason!: string;

  constructor(fields: Fields<InterceptionFailed>) {
    super(fields);
  }
}

@Doc('The parcels are back at the place without having been delivered.')
@EventContract<ShipmentReturned>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: { ...named, placeId: 'gru-1', lines, occurredAt: '2026-03-06T09:00:00Z' },
})
export class ShipmentReturned extends DomainEvent {
  readonly type = 'ShipmentReturned';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  placeId!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  @Optional()
  @Timestamp()
  occurredAt?: string;

  constructor(fields: Fields<ShipmentReturned>) {
    super(fields);
  }
}

@Doc('Intent: the carrier fell silent; ask it.')
@EventContract<TrackingInquiryRequested>({
  topic,
  key: 'orderId',
  readers: ['logistics'],
  example: { ...named, carrier: 'sandbox', trackingNumber: 'SB000000001BR' },
})
export class TrackingInquiryRequested extends DomainEvent {
  readonly type = 'TrackingInquiryRequested';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  carrier!: string;

  @FreeKey()
  trackingNumber!: string;

  constructor(fields: Fields<TrackingInquiryRequested>) {
    super(fields);
  }
}

@Doc('The carrier was asked where the parcels are; what it told was recorded as tracking.')
@EventContract<TrackingInquired>({ topic, key: 'orderId', readers: ['logistics'], example: { ...named, found: 2 } })
export class TrackingInquired extends DomainEvent {
  readonly type = 'TrackingInquired';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @Doc('How much of its answer was new.')
  @Count()
  found!: number;

  constructor(fields: Fields<TrackingInquired>) {
    super(fields);
  }
}
