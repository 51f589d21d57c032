import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Address, ShipLine } from '../shared';
import { Decimal, Doc, Nested, NestedList, OneOf, OpaqueId, Optional, WholeNumber } from '../vocabulary';

const topic = 'logistics.shipment.v1';
const named = { shipmentId: 'shp_3c9v2n', orderId: 'ord_7q4t1x' };
const lines = [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 2 }];
export const DIRECTIONS = ['outbound', 'return'] as const;
export type Direction = (typeof DIRECTIONS)[number];

@Doc('One box of a shipment.')
export class Parcel {
  @OpaqueId()
  parcelId!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  @Optional()
  @WholeNumber(1, 1_000_000_000)
  weightGrams?: number;
}

@Doc('One place is to send these lines of an order, or a customer is to send them back (direction `return`).')
@EventContract<ShipmentPlanned>({
  topic,
  key: 'orderId',
  readers: ['logistics', 'orders'],
  example: {
    ...named,
    direction: 'outbound',
    reservationId: 'rsv_5h2k8m',
    placeId: 'gru-1',
    carrier: 'sandbox',
    lines,
    address: { city: 'Campinas', region: 'SP', postalCode: '13010', country: 'BR' },
    parcels: [{ parcelId: 'shp_3c9v2n-1', lines, weightGrams: 400 }],
    silenceHours: 24,
  },
})
export class ShipmentPlanned extends DomainEvent {
  readonly type = 'ShipmentPlanned';

  @OpaqueId()
  shipmentId!: string;

  @OpaqueId()
  orderId!: string;

  @OneOf(DIRECTIONS)
  direction!: Direction;

  @Optional()
  @OpaqueId()
  reservationId?: string;

  @Optional()
  @OpaqueId()
  returnId?: string;

  @OpaqueId()
  placeId!: string;

  @OpaqueId()
  carrier!: string;

  @NestedList(() => ShipLine, { min: 1, max: 500 })
  lines!: ShipLine[];

  @Doc('Where an outbound shipment goes; where a return comes from.')
  @Nested(() => Address)
  address!: Address;

  @NestedList(() => Parcel, { min: 1, max: 100 })
  parcels!: Parcel[];

  @Doc('A carrier that says nothing for so long is asked.')
  @Optional()
  @Decimal(0, 100_000)
  silenceHours?: number;

  constructor(fields: Fields<ShipmentPlanned>) {
    super(fields);
  }
}
