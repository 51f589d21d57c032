import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Address, ShipLine } from '../shared';
import { Doc, Nested, NestedList, OneOf, OpaqueId, Optional, Text, Timestamp } from '../vocabulary';
import {
  EXAMPLE_ADDRESS,
  EXAMPLE_ORDER,
  EXAMPLE_PLACE,
  EXAMPLE_RESERVATION,
  EXAMPLE_SHIP_LINES,
  EXAMPLE_SHIPMENT,
  EXAMPLE_TIME,
} from './examples';

const topic = 'orders.order.v1';
const named = { orderId: EXAMPLE_ORDER, shipmentId: EXAMPLE_SHIPMENT };

export const SHIPMENT_UPDATES = [
  'picked_up',
  'delivered',
  'lost',
  'voided',
  'void_refused',
  'intercepted',
  'interception_failed',
  'returned',
] as const;
export type ShipmentUpdate = (typeof SHIPMENT_UPDATES)[number];

@Doc('Send these pieces, that are set aside at this place, to the customer.')
@EventContract<ShipmentRequested>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: {
    ...named,
    reservationId: EXAMPLE_RESERVATION,
    placeId: EXAMPLE_PLACE,
    lines: EXAMPLE_SHIP_LINES,
    shipTo: EXAMPLE_ADDRESS,
  },
})
export class ShipmentRequested extends DomainEvent {
  readonly type = 'ShipmentRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() shipmentId!: string;
  @OpaqueId() reservationId!: string;
  @OpaqueId() placeId!: string;
  @NestedList(() => ShipLine, { min: 1, max: 500 }) lines!: ShipLine[];
  @Nested(() => Address) shipTo!: Address;

  constructor(fields: Fields<ShipmentRequested>) {
    super(fields);
  }
}

@Doc('Do not send it, if it was not picked up yet. Answered by ShipmentVoided or ShipmentVoidRefused.')
@EventContract<ShipmentVoidRequested>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: { ...named, reason: 'cancelled' },
})
export class ShipmentVoidRequested extends DomainEvent {
  readonly type = 'ShipmentVoidRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() shipmentId!: string;
  @Text(200) reason!: string;

  constructor(fields: Fields<ShipmentVoidRequested>) {
    super(fields);
  }
}

@Doc('Bring it back from under way. Answered by ShipmentIntercepted or InterceptionFailed.')
@EventContract<ShipmentInterceptionRequested>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: { ...named, reason: 'cancelled' },
})
export class ShipmentInterceptionRequested extends DomainEvent {
  readonly type = 'ShipmentInterceptionRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() shipmentId!: string;
  @Text(200) reason!: string;

  constructor(fields: Fields<ShipmentInterceptionRequested>) {
    super(fields);
  }
}

@Doc('Logistics told what became of a shipment.')
@EventContract<OrderShipmentUpdated>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { ...named, status: 'picked_up', occurredAt: EXAMPLE_TIME },
})
export class OrderShipmentUpdated extends DomainEvent {
  readonly type = 'OrderShipmentUpdated';
  @OpaqueId() orderId!: string;
  @OpaqueId() shipmentId!: string;
  @OneOf(SHIPMENT_UPDATES) status!: ShipmentUpdate;
  @Optional() @Timestamp() @Doc('When, as the carrier says.') occurredAt?: string;

  constructor(fields: Fields<OrderShipmentUpdated>) {
    super(fields);
  }
}

@Doc('Everything that was not cancelled has arrived. Returns are taken until `closesAt`.')
@EventContract<OrderDelivered>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { orderId: EXAMPLE_ORDER, occurredAt: EXAMPLE_TIME, closesAt: '2026-04-01T09:30:00.000Z' },
})
export class OrderDelivered extends DomainEvent {
  readonly type = 'OrderDelivered';
  @OpaqueId() orderId!: string;
  @Optional() @Timestamp() @Doc('When the last parcel arrived, as the carrier says.') occurredAt?: string;
  @Timestamp() closesAt!: string;

  constructor(fields: Fields<OrderDelivered>) {
    super(fields);
  }
}

@Doc('The return window is over.')
@EventContract<OrderClosed>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { orderId: EXAMPLE_ORDER },
})
export class OrderClosed extends DomainEvent {
  readonly type = 'OrderClosed';
  @OpaqueId() orderId!: string;

  constructor(fields: Fields<OrderClosed>) {
    super(fields);
  }
}
