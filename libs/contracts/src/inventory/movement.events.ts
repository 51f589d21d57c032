import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { StockLine } from '../shared';
import {
  Count,
  Doc,
  FreeKey,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  SignedCount,
  Sku,
  Text,
  Timestamp,
} from '../vocabulary';

/** Why somebody corrected a stock figure by hand. */
export const ADJUSTMENT_CAUSES = [
  'damaged',
  'lost',
  'found',
  'correction',
  'sample',
  'theft',
  'expired',
  'other',
] as const;

export type AdjustmentCause = (typeof ADJUSTMENT_CAUSES)[number];

abstract class ToldBySomebody extends DomainEvent {
  @Doc('Who did it, by the id that the merchant gives its people.')
  @Optional()
  @FreeKey()
  user?: string;

  @Doc('The API client that told it, where it is known.')
  @Optional()
  @FreeKey()
  client?: string;
}

@Doc('Goods came in.')
@EventContract<StockReceived>({
  topic: 'inventory.receipt.v1',
  readers: [],
  example: {
    receiptId: 'receipt-1001',
    placeId: 'gru-1',
    lines: [{ sku: 'TSHIRT-RED-M', quantity: 25 }],
    occurredAt: '2026-03-02T09:30:00Z',
    reference: 'PO 4711',
    user: 'u-7',
    client: 'warehouse-app',
  },
})
export class StockReceived extends ToldBySomebody {
  readonly type = 'StockReceived';

  @FreeKey()
  receiptId!: string;

  @OpaqueId()
  placeId!: string;

  @Doc('As they were given: one SKU may stand in several lines.')
  @NestedList(() => StockLine, { min: 1, max: 500 })
  lines!: StockLine[];

  @Optional()
  @Timestamp()
  occurredAt?: string;

  @Optional()
  @Text(200)
  reference?: string;

  constructor(fields: Fields<StockReceived>) {
    super(fields);
  }
}

@Doc('Somebody corrected a stock figure by a difference.')
@EventContract<StockAdjusted>({
  topic: 'inventory.adjustment.v1',
  readers: ['inventory'],
  example: {
    adjustmentId: 'adj-17',
    placeId: 'gru-1',
    sku: 'TSHIRT-RED-M',
    delta: -1,
    cause: 'damaged',
    reason: 'torn in unpacking',
    occurredAt: '2026-03-02T09:30:00Z',
    user: 'u-7',
    client: 'warehouse-app',
  },
})
export class StockAdjusted extends ToldBySomebody {
  readonly type = 'StockAdjusted';

  @FreeKey()
  adjustmentId!: string;

  @OpaqueId()
  placeId!: string;

  @Sku()
  sku!: string;

  @SignedCount()
  delta!: number;

  @OneOf(ADJUSTMENT_CAUSES)
  cause!: AdjustmentCause;

  @Doc('A note.')
  @Optional()
  @Text(500)
  reason?: string;

  @Optional()
  @Timestamp()
  occurredAt?: string;

  constructor(fields: Fields<StockAdjusted>) {
    super(fields);
  }
}

@Doc('Somebody counted what lies at a place, knowing what the books said; `delta` is the difference.')
@EventContract<StockCounted>({
  topic: 'inventory.adjustment.v1',
  readers: [],
  example: {
    countId: 'count-9',
    placeId: 'gru-1',
    sku: 'TSHIRT-RED-M',
    expected: 40,
    counted: 39,
    delta: -1,
    occurredAt: '2026-03-02T09:30:00Z',
    user: 'u-7',
    client: 'warehouse-app',
  },
})
export class StockCounted extends ToldBySomebody {
  readonly type = 'StockCounted';

  @FreeKey()
  countId!: string;

  @OpaqueId()
  placeId!: string;

  @Sku()
  sku!: string;

  @Count()
  expected!: number;

  @Count()
  counted!: number;

  @SignedCount()
  delta!: number;

  @Optional()
  @Timestamp()
  occurredAt?: string;

  constructor(fields: Fields<StockCounted>) {
    super(fields);
  }
}

@Doc('Goods of an order are back on the shelf: from a return, or from a parcel that was intercepted.')
@EventContract<StockRestocked>({
  topic: 'inventory.restock.v1',
  readers: ['orders', 'returns'],
  example: {
    restockId: 'rst_8d1f6w',
    placeId: 'gru-1',
    lines: [{ sku: 'TSHIRT-RED-M', quantity: 1 }],
    orderId: 'ord_7q4t1x',
    returnId: 'ret_2b7k4p',
  },
})
export class StockRestocked extends DomainEvent {
  readonly type = 'StockRestocked';

  @OpaqueId()
  restockId!: string;

  @OpaqueId()
  placeId!: string;

  @NestedList(() => StockLine, { min: 1, max: 500 })
  lines!: StockLine[];

  @OpaqueId()
  orderId!: string;

  @Optional()
  @OpaqueId()
  returnId?: string;

  constructor(fields: Fields<StockRestocked>) {
    super(fields);
  }
}
