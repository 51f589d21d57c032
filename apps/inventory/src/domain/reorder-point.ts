import type { ReorderPointSet } from '@entrepot/contracts/inventory';
import { defineStream } from '@entrepot/kernel';

/** The level at which a SKU at a place is to be ordered again, and who said so. */
export interface ReorderPoint {
  readonly reorderPoint?: number;
  readonly user?: string;
  readonly setAt?: string;
}

/** reorder-point/<sku>@<placeId>: what people said; the level itself is known to the stock stream too. */
export const ReorderPointStream = defineStream<ReorderPoint, ReorderPointSet>({
  kind: 'reorder-point',
  initial: {},
  evolve: (_known, { reorderPoint, user }, { at }) => ({
    ...(reorderPoint === undefined ? {} : { reorderPoint }),
    ...(user === undefined ? {} : { user }),
    setAt: at,
  }),
});
