import { pageOf } from '../shared';
import {
  Count,
  Doc,
  FreeKey,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  SignedCount,
  Sku,
  Text,
  Timestamp,
} from '../vocabulary';
import { STOCK_CAUSES, type StockCause } from './stock.events';

@Doc('How much of a SKU a place has. `available` is what can still be promised: onHand - reserved.')
export class StockLevel {
  @Sku() sku!: string;
  @OpaqueId() placeId!: string;
  @Count() onHand!: number;
  @Count() reserved!: number;
  @Count() available!: number;
  @Doc('At or below how many available pieces more are to be ordered.') @Optional() @Count() reorderPoint?: number;
  @Doc('The moment that was asked for: recorded by then. Absent: now.') @Optional() @Timestamp() asOf?: string;
}

export const StockLevelPage = pageOf(StockLevel);

@Doc('A SKU at a place that runs out. `missing` is how far it is below its reorder point, 0 when it is right there.')
export class LowStock extends StockLevel {
  @Optional() @Count() missing?: number;
}

export const LowStockPage = pageOf(LowStock);

@Doc('Why the ledger has an entry.')
export class LedgerCause {
  @OneOf(STOCK_CAUSES) type!: StockCause;
  @FreeKey() id!: string;
}

@Doc('An entry of the stock ledger, with the balance after it. `entry` numbers the entries of a SKU at a place from 1.')
export class StockLedgerEntry {
  @Count() entry!: number;
  @Timestamp() at!: string;
  @Nested(() => LedgerCause) cause!: LedgerCause;
  @SignedCount() onHandDelta!: number;
  @SignedCount() reservedDelta!: number;
  @Count() onHand!: number;
  @Count() reserved!: number;
  @Optional() @Timestamp() occurredAt?: string;
  @Doc('Who did it, where somebody did.') @Optional() @FreeKey() user?: string;
  @Doc('The API client that told it, where it is known.') @Optional() @FreeKey() client?: string;
  @Optional() @Text(500) note?: string;
  @Doc('The reorder point that was set, with the cause reorder-point.') @Optional() @Count() reorderPoint?: number;
}

export const StockLedgerEntryPage = pageOf(StockLedgerEntry);

@Doc('A balance as one of the books has it.')
export class StockBalance {
  @SignedCount() onHand!: number;
  @SignedCount() reserved!: number;
}

@Doc('A SKU at a place of which the books disagree.')
export class DriftedStock {
  @Sku() sku!: string;
  @OpaqueId() placeId!: string;
  @Doc('What the ledger entries add up to.') @Nested(() => StockBalance) ledger!: StockBalance;
  @Doc('What decisions are made on.') @Nested(() => StockBalance) state!: StockBalance;
  @Doc('What lists show.') @Optional() @Nested(() => StockBalance) view?: StockBalance;
}

@Doc('All ledgers added up again and compared with what decisions are made on and with what lists show.')
export class StockDrift {
  @Count() checked!: number;
  @Doc('How many the list of stock does not show yet, or not in their newest state: it is made a moment later.')
  @Count()
  behind!: number;
  @Doc('The first 1,000 of them; stock-totals says how many there are.')
  @NestedList(() => DriftedStock)
  drifted!: DriftedStock[];
}

@Doc(
  'All units that ever came and went, as the list of stock shows it: received - shipped + restocked - lost + found = onHand.',
)
export class StockTotals {
  @Count() received!: number;
  @Count() shipped!: number;
  @Count() restocked!: number;
  @Count() lost!: number;
  @Count() found!: number;
  @SignedCount() onHand!: number;
  @SignedCount() reserved!: number;
  @Doc(
    'SKUs at places where what came and went does not give what is there. /v1/stock-drift adds up every entry of every ledger again.',
  )
  @Count()
  driftedSkus!: number;
}
