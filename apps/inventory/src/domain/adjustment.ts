import type { AdjustmentCause, StockAdjusted } from '@entrepot/contracts/inventory';
import { defineStream } from '@entrepot/kernel';
import type { Teller } from './told-by';

/** A correction, as it was said. */
export interface Correction extends Teller {
  readonly placeId: string;
  readonly sku: string;
  readonly delta: number;
  readonly cause: AdjustmentCause;
  readonly reason?: string;
  readonly occurredAt?: string;
}

export type Adjustment =
  | { readonly status: 'none' }
  | { readonly status: 'booked'; readonly correction: Correction; readonly bookedAt: string };

/** adjustment/<adjustmentId> */
export const AdjustmentStream = defineStream<Adjustment, StockAdjusted>({
  kind: 'adjustment',
  initial: { status: 'none' },
  evolve: (_adjustment, { type: _type, adjustmentId: _adjustmentId, ...correction }, { at }) => ({
    status: 'booked',
    correction,
    bookedAt: at,
  }),
});
