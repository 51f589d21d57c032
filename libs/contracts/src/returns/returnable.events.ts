import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Address, ShipLine } from '../shared';
import {
  CurrencyCode,
  Doc,
  FreeKey,
  MinorAmount,
  Nested,
  NestedList,
  OpaqueId,
  Optional,
  Timestamp,
} from '../vocabulary';

const topic = 'returns.returnable.v1';
const lines = [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 2 }];

@Doc('What a piece of a line cost.')
export class PricedLine {
  @OpaqueId() lineId!: string;
  @MinorAmount() unitPrice!: number;
}

@Doc('Whose texts about returns of an order are: what orders seals for that person is sealed under the same key.')
export class ReturnablePerson {
  @Optional() @OpaqueId() @Doc('For whom the order holds sealed texts.') subject?: string;
  @Optional() @OpaqueId() @Doc('Of an order that holds none: its name, which names its person.') source?: string;
  @Optional() @FreeKey() sourceOrderId?: string;
  @Optional() @OpaqueId() @Doc('Of a replacement that holds none: its person is that of this order.') replaces?: string;
}

@Doc('Where the order was sent: a return label is made out from there.')
@EventContract<ReturnableAddressLearned>({
  topic,
  readers: ['returns'],
  example: { orderId: 'ord_7q4t1x', address: { city: 'Campinas', region: 'SP', postalCode: '13010', country: 'BR' } },
})
export class ReturnableAddressLearned extends DomainEvent {
  readonly type = 'ReturnableAddressLearned';

  @OpaqueId()
  orderId!: string;

  @Nested(() => Address)
  address!: Address;

  @Optional()
  @CurrencyCode()
  currency?: string;

  @Doc('For exchanges of the same price.')
  @Optional()
  @NestedList(() => PricedLine, { max: 500 })
  prices?: PricedLine[];

  @Optional()
  @Nested(() => ReturnablePerson)
  person?: ReturnablePerson;

  constructor(fields: Fields<ReturnableAddressLearned>) {
    super(fields);
  }
}

@Doc('What a piece of lines cost that were added to the order later.')
@EventContract<ReturnablePriced>({
  topic,
  readers: ['returns'],
  example: { orderId: 'ord_7q4t1x', prices: [{ lineId: '3', unitPrice: 2_990 }] },
})
export class ReturnablePriced extends DomainEvent {
  readonly type = 'ReturnablePriced';

  @OpaqueId()
  orderId!: string;

  @NestedList(() => PricedLine, { min: 1, max: 500 })
  prices!: PricedLine[];

  constructor(fields: Fields<ReturnablePriced>) {
    super(fields);
  }
}

@Doc('These lines arrived and can come back.')
@EventContract<ReturnableDelivered>({
  topic,
  readers: ['returns'],
  example: {
    orderId: 'ord_7q4t1x',
    shipmentId: 'shp_3c9v2n',
    placeId: 'gru-1',
    lines,
    deliveredAt: '2026-03-04T15:30:00Z',
  },
})
export class ReturnableDelivered extends DomainEvent {
  readonly type = 'ReturnableDelivered';

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  placeId!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  @Doc('As the carrier says; the return window runs from here.')
  @Timestamp()
  deliveredAt!: string;

  constructor(fields: Fields<ReturnableDelivered>) {
    super(fields);
  }
}

@Doc('A return took hold of these quantities; no other return can.')
@EventContract<ReturnableClaimed>({
  topic,
  readers: ['returns'],
  example: { orderId: 'ord_7q4t1x', returnId: 'ret_8w2f6j', lines },
})
export class ReturnableClaimed extends DomainEvent {
  readonly type = 'ReturnableClaimed';

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  returnId!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  constructor(fields: Fields<ReturnableClaimed>) {
    super(fields);
  }
}

@Doc('These quantities did not come back after all.')
@EventContract<ReturnableReleased>({
  topic,
  readers: ['returns'],
  example: { orderId: 'ord_7q4t1x', returnId: 'ret_8w2f6j', lines },
})
export class ReturnableReleased extends DomainEvent {
  readonly type = 'ReturnableReleased';

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  returnId!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  constructor(fields: Fields<ReturnableReleased>) {
    super(fields);
  }
}
