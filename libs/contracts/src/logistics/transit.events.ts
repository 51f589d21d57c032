import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { ShipLine, TRACKING_STATUSES, type TrackingStatus } from '../shared';
import { Doc, NestedList, OneOf, OpaqueId, Optional, Text, Timestamp } from '../vocabulary';
import { DIRECTIONS, type Direction } from './shipment.events';

const topic = 'logistics.shipment.v1';
const named = { shipmentId: 'shp_3c9v2n', orderId: 'ord_7q4t1x' };
const lines = [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 2 }];

@Doc('The carrier has the parcels: the hand-over.')
@EventContract<ShipmentPickedUp>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders', 'returns'],
  example: { ...named, direction: 'outbound', reservationId: 'rsv_5h2k8m', lines, occurredAt: '2026-03-02T10:00:00Z' },
})
export class ShipmentPickedUp extends DomainEvent {
  readonly type = 'ShipmentPickedUp';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @OneOf(DIRECTIONS)
  direction!: Direction;

  @Optional()
  @OpaqueId()
  returnId?: string;

  @Optional()
  @OpaqueId()
  reservationId?: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  @Doc('As the carrier says.')
  @Optional()
  @Timestamp()
  occurredAt?: string;

  constructor(fields: Fields<ShipmentPickedUp>) {
    super(fields);
  }
}

@Doc('The carrier reported where the parcels are.')
@EventContract<ShipmentProgressed>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders', 'returns'],
  example: {
    ...named,
    status: 'in_transit',
    occurredAt: '2026-03-03T08:00:00Z',
    description: 'Left the sorting centre',
  },
})
export class ShipmentProgressed extends DomainEvent {
  readonly type = 'ShipmentProgressed';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @Doc('Of a parcel that a customer sends back.')
  @Optional()
  @OpaqueId()
  returnId?: string;

  @OneOf(TRACKING_STATUSES)
  status!: TrackingStatus;

  @Optional()
  @Timestamp()
  occurredAt?: string;

  @Optional()
  @Text(500)
  description?: string;

  constructor(fields: Fields<ShipmentProgressed>) {
    super(fields);
  }
}

@Doc('The parcels arrived: at the customer, or back at the place for a return.')
@EventContract<ShipmentDelivered>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders', 'returns'],
  example: { ...named, direction: 'outbound', placeId: 'gru-1', lines, occurredAt: '2026-03-04T15:30:00Z' },
})
export class ShipmentDelivered extends DomainEvent {
  readonly type = 'ShipmentDelivered';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @OneOf(DIRECTIONS)
  direction!: Direction;

  @Optional()
  @OpaqueId()
  returnId?: string;

  @OpaqueId()
  placeId!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  @Optional()
  @Timestamp()
  occurredAt?: string;

  constructor(fields: Fields<ShipmentDelivered>) {
    super(fields);
  }
}

@Doc('The carrier lost the parcels.')
@EventContract<ShipmentLost>({ topic, key: 'orderId', readers: ['logistics', 'orders'], example: { ...named, lines } })
export class ShipmentLost extends DomainEvent {
  readonly type = 'ShipmentLost';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  @Optional()
  @Timestamp()
  occurredAt?: string;

  constructor(fields: Fields<ShipmentLost>) {
    super(fields);
  }
}
