import type { Fields } from '@entrepot/contracts';
import { StockPosted } from '@entrepot/contracts/inventory';
import { DomainError, defineStream, type Decided, type Given, type StreamRef } from '@entrepot/kernel';
import { flowsAfter, NO_FLOWS, type Flows } from './flows';
import type { Line } from './stock-lines';

/** The balance of one SKU at one place. `reserved` of the pieces on hand are promised to orders. */
export interface Stock {
  readonly onHand: number;
  readonly reserved: number;
  /** At or below how many available pieces more are to be ordered; absent: nobody said. */
  readonly reorderPoint?: number;
}

/** A balance, and what ever came and went to make it. */
export interface StockSoFar extends Stock {
  readonly flows: Flows;
}

/** stock/<sku>@<placeId>: a ledger, written only beside the stream of what caused the entry. */
export const StockStream = defineStream<StockSoFar, StockPosted>({
  kind: 'stock',
  initial: { onHand: 0, reserved: 0, flows: NO_FLOWS },
  evolve: (stock, { onHand, reserved, onHandDelta, causeType, reorderPoint: set }) => {
    const reorderPoint = causeType === 'reorder-point' ? set : stock.reorderPoint;
    const flows = flowsAfter(stock.flows, causeType, onHandDelta);
    return reorderPoint === undefined ? { onHand, reserved, flows } : { onHand, reserved, flows, reorderPoint };
  },
  long: true,
});

/** Key of the stock stream. A place's id has no `@`, so the last one separates: what has one, in a path, is no place. */
export function stockKey(sku: string, placeId: string): string {
  if (placeId.includes('@')) throw new DomainError('place.not-found', { placeId });
  return `${sku}@${placeId}`;
}

/** The inverse of `stockKey`. */
export function parseStockKey(key: string): { sku: string; placeId: string } {
  const at = key.lastIndexOf('@');
  return { sku: key.slice(0, at), placeId: key.slice(at + 1) };
}

/** The stock streams of these lines at a place, each once: what a command names in `also`. */
export function stockOf(placeId: string, lines: readonly Pick<Line, 'sku'>[]): StreamRef<Stock>[] {
  return [...new Set(lines.map(({ sku }) => stockKey(sku, placeId)))].map((key) => ({ stream: StockStream, key }));
}

/** How many can still be promised. */
export function available({ onHand, reserved }: Pick<Stock, 'onHand' | 'reserved'>): number {
  return onHand - reserved;
}

/** A ledger entry before it is booked: what changes, and why. */
export type Posting = Omit<Fields<StockPosted>, 'onHand' | 'reserved'>;

/**
 * The decision with an entry in the ledger of `posting`'s SKU beside it; at most one per SKU and decision.
 * Refuses what would leave less than nothing, less than is reserved, or more than can be counted: the books cannot say so.
 */
export function book(decision: Decided, given: Given, posting: Posting): Decided {
  const { sku, placeId, onHandDelta, reservedDelta } = posting;
  const key = stockKey(sku, placeId);
  const { flows: _, ...before } = given.read(StockStream, key);
  const onHand = before.onHand + onHandDelta;
  const reserved = before.reserved + reservedDelta;
  if (onHand > Number.MAX_SAFE_INTEGER) {
    throw new DomainError('stock.too-many', { sku, placeId, delta: onHandDelta, ...before });
  }
  if (onHand < 0) throw new DomainError('stock.insufficient', { sku, placeId, delta: onHandDelta, ...before });
  if (reserved > onHand) throw new DomainError('stock.reserved', { sku, placeId, delta: onHandDelta, ...before });
  if (reserved < 0) throw new Error(`${key} would have ${reserved} reserved`);
  return decision.on(StockStream, key, new StockPosted({ ...posting, onHand, reserved }));
}
