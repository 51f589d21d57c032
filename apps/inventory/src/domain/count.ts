import type { StockCounted } from '@entrepot/contracts/inventory';
import { defineStream } from '@entrepot/kernel';
import type { Teller } from './told-by';

/** What somebody counted, and what the books had said. */
export interface Finding extends Teller {
  readonly placeId: string;
  readonly sku: string;
  readonly expected: number;
  readonly counted: number;
  readonly occurredAt?: string;
}

export type StockCount =
  | { readonly status: 'none' }
  | { readonly status: 'booked'; readonly finding: Finding; readonly delta: number; readonly bookedAt: string };

/** count/<countId> */
export const CountStream = defineStream<StockCount, StockCounted>({
  kind: 'count',
  initial: { status: 'none' },
  evolve: (_count, { type: _type, countId: _countId, delta, ...finding }, { at }) => ({
    status: 'booked',
    finding,
    delta,
    bookedAt: at,
  }),
});
