import { Address, pageOf, StockLine } from '../shared';
import {
  Count,
  Doc,
  FreeKey,
  Latitude,
  Longitude,
  MinorAmount,
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
import { ADJUSTMENT_CAUSES, type AdjustmentCause } from './movement.events';

@Doc('A place that holds stock.')
export class PlaceAnswer {
  @OpaqueId() placeId!: string;
  @Text(200) name!: string;
  @Optional() @Nested(() => Address) address?: Address;
  @Optional() @Latitude() latitude?: number;
  @Optional() @Longitude() longitude?: number;
  @Optional() @MinorAmount() handlingCost?: number;
}

export const PlaceAnswerPage = pageOf(PlaceAnswer);

@Doc('A receipt that was booked.')
export class ReceiptAnswer {
  @FreeKey() receiptId!: string;
  @OpaqueId() placeId!: string;
  @NestedList(() => StockLine, { max: 500 }) lines!: StockLine[];
  @Optional() @Timestamp() occurredAt?: string;
  @Optional() @Text(200) reference?: string;
  @Optional() @FreeKey() user?: string;
  @Doc('The API client that told it, where it is known.') @Optional() @FreeKey() client?: string;
  @Timestamp() bookedAt!: string;
}

@Doc('A correction that was booked.')
export class AdjustmentAnswer {
  @FreeKey() adjustmentId!: string;
  @OpaqueId() placeId!: string;
  @Sku() sku!: string;
  @SignedCount() delta!: number;
  @OneOf(ADJUSTMENT_CAUSES) cause!: AdjustmentCause;
  @Doc('A note.') @Optional() @Text(500) reason?: string;
  @Optional() @Timestamp() occurredAt?: string;
  @Optional() @FreeKey() user?: string;
  @Doc('The API client that told it, where it is known.') @Optional() @FreeKey() client?: string;
  @Timestamp() bookedAt!: string;
}

export const AdjustmentAnswerPage = pageOf(AdjustmentAnswer);

@Doc('A count that was booked; `delta` is what it changed.')
export class CountAnswer {
  @FreeKey() countId!: string;
  @OpaqueId() placeId!: string;
  @Sku() sku!: string;
  @Count() expected!: number;
  @Count() counted!: number;
  @SignedCount() delta!: number;
  @Optional() @Timestamp() occurredAt?: string;
  @Optional() @FreeKey() user?: string;
  @Doc('The API client that told it, where it is known.') @Optional() @FreeKey() client?: string;
  @Timestamp() bookedAt!: string;
}

@Doc('At or below how many available pieces of a SKU at a place more are to be ordered. Absent: no such level is set.')
export class ReorderPointAnswer {
  @Sku() sku!: string;
  @OpaqueId() placeId!: string;
  @Optional() @Count() reorderPoint?: number;
  @Optional() @FreeKey() user?: string;
  @Optional() @Timestamp() setAt?: string;
}
