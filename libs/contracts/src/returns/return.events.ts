import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Address, SEALED_FOR_PERSON, ShipLine, TYPED_NOTE } from '../shared';
import {
  Doc,
  FreeKey,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Sku,
  Text,
  Timestamp,
  WebAddress,
} from '../vocabulary';

const topic = 'returns.return.v1';
const named = { returnId: 'ret_8w2f6j', orderId: 'ord_7q4t1x' };
const lines = [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 1 }];
export const RETURN_REASONS = [
  'changed-mind',
  'damaged',
  'wrong-item',
  'not-as-described',
  'refused',
  'other',
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

@Doc('What is wanted instead of a line that comes back, in the same quantity.')
export class ExchangeLine {
  @OpaqueId() lineId!: string;
  @Sku() sku!: string;
}

@Doc('A customer wants to send these lines back.')
@EventContract<ReturnRequested>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { ...named, lines, reason: 'changed-mind', occurredAt: '2026-03-10T12:00:00Z' },
})
export class ReturnRequested extends DomainEvent {
  readonly type = 'ReturnRequested';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  @OneOf(RETURN_REASONS)
  reason!: ReturnReason;

  @Doc(SEALED_FOR_PERSON)
  @Optional()
  @Text(TYPED_NOTE)
  note?: string;

  @Doc('What is wanted instead of money.')
  @Optional()
  @NestedList(() => ExchangeLine, { min: 1, max: 500 })
  exchange?: ExchangeLine[];

  @Optional()
  @Timestamp()
  occurredAt?: string;

  constructor(fields: Fields<ReturnRequested>) {
    super(fields);
  }
}

@Doc('The return may go ahead.')
@EventContract<ReturnApproved>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { ...named, by: 'policy' },
})
export class ReturnApproved extends DomainEvent {
  readonly type = 'ReturnApproved';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @Doc('`policy`, or who overrode it.')
  @Text(64)
  by!: string;

  @Doc(SEALED_FOR_PERSON)
  @Optional()
  @Text(TYPED_NOTE)
  note?: string;

  constructor(fields: Fields<ReturnApproved>) {
    super(fields);
  }
}

@Doc('The return may not go ahead.')
@EventContract<ReturnRejected>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { ...named, reason: 'the return window of 30 days is over' },
})
export class ReturnRejected extends DomainEvent {
  readonly type = 'ReturnRejected';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @Doc('A sentence of the policy, or what somebody typed: sealed for the person of the order.')
  @Text(TYPED_NOTE)
  reason!: string;

  constructor(fields: Fields<ReturnRejected>) {
    super(fields);
  }
}

@Doc('Logistics is to bring the lines back to this place.')
@EventContract<ReturnShipmentRequested>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: {
    ...named,
    shipmentId: 'shp_9d4k1r',
    placeId: 'gru-1',
    lines,
    from: { city: 'Campinas', region: 'SP', postalCode: '13010', country: 'BR' },
  },
})
export class ReturnShipmentRequested extends DomainEvent {
  readonly type = 'ReturnShipmentRequested';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  placeId!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  @Nested(() => Address)
  from!: Address;

  constructor(fields: Fields<ReturnShipmentRequested>) {
    super(fields);
  }
}

@Doc('The customer can send the parcel.')
@EventContract<ReturnLabelled>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { ...named, trackingNumber: 'SB000000002BR', labelUrl: 'https://carrier.example/labels/SB000000002BR.pdf' },
})
export class ReturnLabelled extends DomainEvent {
  readonly type = 'ReturnLabelled';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @FreeKey()
  trackingNumber!: string;

  @WebAddress()
  labelUrl!: string;

  @Doc('Where the parcel can be followed.')
  @Optional()
  @WebAddress()
  trackingUrl?: string;

  constructor(fields: Fields<ReturnLabelled>) {
    super(fields);
  }
}

@Doc('The carrier has the parcel.')
@EventContract<ReturnInTransit>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { ...named, occurredAt: '2026-03-11T12:00:00Z' },
})
export class ReturnInTransit extends DomainEvent {
  readonly type = 'ReturnInTransit';

  @OpaqueId()
  returnId!: string;

  @OpaqueId()
  orderId!: string;

  @Optional()
  @Timestamp()
  occurredAt?: string;

  constructor(fields: Fields<ReturnInTransit>) {
    super(fields);
  }
}
