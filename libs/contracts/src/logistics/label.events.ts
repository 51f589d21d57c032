import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Address } from '../shared';
import {
  CurrencyCode,
  Doc,
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
  WholeNumber,
} from '../vocabulary';
import { DIRECTIONS, type Direction } from './shipment.events';

const topic = 'logistics.shipment.v1';
const named = { shipmentId: 'shp_3c9v2n', orderId: 'ord_7q4t1x' };

@Doc('What a carrier has to know about a box before it books it.')
export class ParcelToBook {
  @Optional()
  @WholeNumber(1, 1_000_000_000)
  weightGrams?: number;
}

@Doc(
  'Intent: book the shipment with the carrier. `reference` is ours, and the same on every try. All that the call says is in here, so every try says the same.',
)
@EventContract<LabelRequested>({
  topic,
  key: 'orderId',
  readers: ['logistics'],
  example: {
    ...named,
    carrier: 'sandbox',
    reference: 'shp_3c9v2n',
    from: { city: 'Guarulhos', region: 'SP', postalCode: '07034', country: 'BR' },
    to: { city: 'Campinas', region: 'SP', postalCode: '13010', country: 'BR' },
    parcels: [{ weightGrams: 400 }],
  },
})
export class LabelRequested extends DomainEvent {
  readonly type = 'LabelRequested';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @OpaqueId()
  carrier!: string;

  @OpaqueId()
  reference!: string;

  @Doc('Absent where the place has no address.')
  @Optional()
  @Nested(() => Address)
  from?: Address;

  @Optional()
  @Nested(() => Address)
  to?: Address;

  @Optional()
  @NestedList(() => ParcelToBook, { min: 1, max: 100 })
  parcels?: ParcelToBook[];

  constructor(fields: Fields<LabelRequested>) {
    super(fields);
  }
}

@Doc('The carrier booked the shipment.')
@EventContract<ShipmentLabelled>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders', 'returns'],
  example: {
    ...named,
    direction: 'outbound',
    carrier: 'sandbox',
    trackingNumber: 'SB000000001BR',
    labelUrl: 'https://carrier.example/labels/SB000000001BR.pdf',
    cost: 1290,
    costCurrency: 'BRL',
    carrierName: 'Sandbox Parcels',
    trackingUrl: 'https://carrier.example/track/SB000000001BR',
    estimatedDeliveryAt: '2026-03-06T17:00:00Z',
  },
})
export class ShipmentLabelled extends DomainEvent {
  readonly type = 'ShipmentLabelled';

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
  carrier!: string;

  @FreeKey()
  trackingNumber!: string;

  @WebAddress()
  labelUrl!: string;

  @Optional()
  @MinorAmount()
  cost?: number;

  @Optional()
  @CurrencyCode()
  costCurrency?: string;

  @Doc('What customers call the carrier.')
  @Optional()
  @Text(64)
  carrierName?: string;

  @Doc('Where the customer can follow the parcel.')
  @Optional()
  @WebAddress()
  trackingUrl?: string;

  @Doc('As the carrier says.')
  @Optional()
  @Timestamp()
  estimatedDeliveryAt?: string;

  constructor(fields: Fields<ShipmentLabelled>) {
    super(fields);
  }
}

@Doc('The carrier will not book the shipment.')
@EventContract<LabelFailed>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: { ...named, reason: 'no service to this postcode' },
})
export class LabelFailed extends DomainEvent {
  readonly type = 'LabelFailed';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @Text(500)
  reason!: string;

  constructor(fields: Fields<LabelFailed>) {
    super(fields);
  }
}
