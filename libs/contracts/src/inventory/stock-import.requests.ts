import { KEPT_IN_PLAIN } from '../shared';
import {
  Count,
  Doc,
  Example,
  FreeKey,
  Nested,
  OneOf,
  OpaqueId,
  Optional,
  Quantity,
  Sku,
  Text,
  Timestamp,
  WholeNumber,
} from '../vocabulary';
import { AdjustStock, ReceiveStock } from './inventory.requests';
import { ADJUSTMENT_CAUSES, type AdjustmentCause } from './movement.events';

export const MOVEMENT_KINDS = ['receipt', 'adjustment', 'count'] as const;

export type MovementKind = (typeof MOVEMENT_KINDS)[number];

@Doc('A line of a file of stock movements. Lines of one receipt add up.')
@Example({ kind: 'receipt', id: 'receipt-1001', placeId: 'gru-1', sku: 'TSHIRT-RED-M', quantity: 25 })
export class StockImportLine {
  @OneOf(MOVEMENT_KINDS)
  kind!: MovementKind;

  @Doc('Id of the receipt, adjustment or count, which counts once. Left out, it is made of the import and the line.')
  @Optional()
  @FreeKey()
  id?: string;

  @OpaqueId()
  placeId!: string;

  @Sku()
  sku!: string;

  @Doc('How many came in; for receipts.')
  @Optional()
  @Quantity()
  quantity?: number;

  @Doc('Difference; for adjustments.')
  @Optional()
  @WholeNumber(-1_000_000, 1_000_000)
  delta?: number;

  @Doc('Why; for adjustments.')
  @Optional()
  @OneOf(ADJUSTMENT_CAUSES)
  cause?: AdjustmentCause;

  @Doc(`A note; for adjustments. ${KEPT_IN_PLAIN}`)
  @Optional()
  @Text(500)
  reason?: string;

  @Doc('What was counted; for counts.')
  @Optional()
  @Count()
  counted?: number;

  @Doc('What the books said when counting began; for counts. Left out, whatever they say when the line is booked.')
  @Optional()
  @Count()
  expected?: number;

  @Doc('Number of the delivery note or purchase order; for receipts.')
  @Optional()
  @Text(200)
  reference?: string;

  @Optional()
  @Timestamp()
  occurredAt?: string;

  @Doc('Who did it, by the id that you give your people.')
  @Optional()
  @FreeKey()
  user?: string;
}

@Doc('A count as a file tells it.')
export class ImportedCount {
  @FreeKey() countId!: string;
  @OpaqueId() placeId!: string;
  @Sku() sku!: string;
  @Count() counted!: number;
  @Optional() @Count() expected?: number;
  @Optional() @Timestamp() occurredAt?: string;
  @Optional() @FreeKey() user?: string;
}

@Doc('A movement that a file asks for: one of the three; `line` is where it first stands.')
export class StockMovement {
  @WholeNumber(1, 10_000_000) line!: number;
  @Optional() @Nested(() => ReceiveStock) receipt?: ReceiveStock;
  @Optional() @Nested(() => AdjustStock) adjustment?: AdjustStock;
  @Optional() @Nested(() => ImportedCount) count?: ImportedCount;
}
