import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, FreeKey, OneOf, OpaqueId, Optional, Text } from '../vocabulary';

const topic = 'logistics.shipment.v1';
export const SHIPMENT_WISHES = ['void', 'interception'] as const;
export type ShipmentWish = (typeof SHIPMENT_WISHES)[number];
const named = { shipmentId: 'shp_3c9v2n', orderId: 'ord_7q4t1x' };

@Doc('Intent: give the label back before pick-up.')
@EventContract<VoidRequested>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: { ...named, carrier: 'sandbox', trackingNumber: 'SB000000001BR' },
})
export class VoidRequested extends DomainEvent {
  readonly type = 'VoidRequested';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  carrier!: string;

  @FreeKey()
  trackingNumber!: string;

  constructor(fields: Fields<VoidRequested>) {
    super(fields);
  }
}

@Doc('The shipment will not happen; nothing left the place.')
@EventContract<ShipmentVoided>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: { ...named, reservationId: 'rsv_5h2k8m' },
})
export class ShipmentVoided extends DomainEvent {
  readonly type = 'ShipmentVoided';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @Optional()
  @OpaqueId()
  reservationId?: string;

  constructor(fields: Fields<ShipmentVoided>) {
    super(fields);
  }
}

@Doc('The shipment can no longer be given back, because the carrier has it.')
@EventContract<ShipmentVoidRefused>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: { ...named, reason: 'already collected' },
})
export class ShipmentVoidRefused extends DomainEvent {
  readonly type = 'ShipmentVoidRefused';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @Text(500)
  reason!: string;

  constructor(fields: Fields<ShipmentVoidRefused>) {
    super(fields);
  }
}

@Doc('Asked for while the carrier has not answered something else: it is done after that.')
@EventContract<ShipmentWishRecorded>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: { ...named, wish: 'void', reason: 'order cancelled' },
})
export class ShipmentWishRecorded extends DomainEvent {
  readonly type = 'ShipmentWishRecorded';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @OneOf(SHIPMENT_WISHES)
  wish!: ShipmentWish;

  @Text(500)
  reason!: string;

  constructor(fields: Fields<ShipmentWishRecorded>) {
    super(fields);
  }
}
