import { Address, KEPT_IN_PLAIN, StockLine } from '../shared';
import {
  Count,
  Doc,
  Example,
  FreeKey,
  Latitude,
  Longitude,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Sku,
  Text,
  Timestamp,
  WholeNumber,
} from '../vocabulary';
import { ADJUSTMENT_CAUSES, type AdjustmentCause } from './movement.events';

const LARGEST_DELTA = 1_000_000;
const USER = 'Who did it, by the id that you give your people: an id, not a name.';

@Doc('PUT /v1/places/{placeId}: everything that is known about a place.')
@Example({
  name: 'Guarulhos warehouse',
  address: { city: 'Guarulhos', region: 'SP', country: 'BR' },
  latitude: -23.4538,
  longitude: -46.5333,
  handlingCost: 150,
})
export class DescribePlace {
  @Text(200)
  name!: string;

  @Optional()
  @Nested(() => Address)
  address?: Address;

  @Doc('Give both coordinates or none: a place without them ranks last in routing.')
  @Optional()
  @Latitude()
  latitude?: number;

  @Optional()
  @Longitude()
  longitude?: number;

  @Doc('What handling one shipment costs here, in minor units: decides between places at the same distance.')
  @Optional()
  @MinorAmount()
  handlingCost?: number;
}

@Doc('POST /v1/receipts: goods came in. `receiptId` names the receipt: the same one twice counts once.')
@Example({
  receiptId: 'receipt-1001',
  placeId: 'gru-1',
  lines: [{ sku: 'TSHIRT-RED-M', quantity: 25 }],
  occurredAt: '2026-03-02T09:30:00Z',
  reference: 'PO 4711',
})
export class ReceiveStock {
  @FreeKey()
  receiptId!: string;

  @OpaqueId()
  placeId!: string;

  @NestedList(() => StockLine, { min: 1, max: 500 })
  lines!: StockLine[];

  @Optional()
  @Timestamp()
  occurredAt?: string;

  @Doc('Number of the delivery note or purchase order.')
  @Optional()
  @Text(200)
  reference?: string;

  @Doc(USER)
  @Optional()
  @FreeKey()
  user?: string;
}

@Doc(
  'POST /v1/adjustments: correct a stock figure by a difference. `adjustmentId` names it: the same one twice counts once.',
)
@Example({
  adjustmentId: 'adj-17',
  placeId: 'gru-1',
  sku: 'TSHIRT-RED-M',
  delta: -1,
  cause: 'damaged',
  reason: 'torn in unpacking',
  user: 'u-7',
})
export class AdjustStock {
  @FreeKey()
  adjustmentId!: string;

  @OpaqueId()
  placeId!: string;

  @Sku()
  sku!: string;

  @Doc('Not 0; negative for damaged, lost, sample, theft and expired, positive for found.')
  @WholeNumber(-LARGEST_DELTA, LARGEST_DELTA)
  delta!: number;

  @OneOf(ADJUSTMENT_CAUSES)
  cause!: AdjustmentCause;

  @Doc(`A note; required for the cause other. ${KEPT_IN_PLAIN}`)
  @Optional()
  @Text(500)
  reason?: string;

  @Optional()
  @Timestamp()
  occurredAt?: string;

  @Doc(USER)
  @Optional()
  @FreeKey()
  user?: string;
}

@Doc(
  'POST /v1/counts: what was counted, and what the books said when counting began; refused when they say otherwise now.',
)
@Example({ countId: 'count-9', placeId: 'gru-1', sku: 'TSHIRT-RED-M', counted: 39, expected: 40 })
export class CountStock {
  @FreeKey()
  countId!: string;

  @OpaqueId()
  placeId!: string;

  @Sku()
  sku!: string;

  @Count()
  counted!: number;

  @Count()
  expected!: number;

  @Optional()
  @Timestamp()
  occurredAt?: string;

  @Doc(USER)
  @Optional()
  @FreeKey()
  user?: string;
}

@Doc(
  'PUT /v1/places/{placeId}/stock/{sku}/reorder-point: at or below how many available pieces more are to be ordered.',
)
@Example({ reorderPoint: 12, user: 'u-7' })
export class SetReorderPoint {
  @Count()
  reorderPoint!: number;

  @Doc(USER)
  @Optional()
  @FreeKey()
  user?: string;
}
