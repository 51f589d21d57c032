import type { StockCause, StockPosted, StockTotals } from '@entrepot/contracts/inventory';
import type { CommitRecord } from '@entrepot/eventstore';

/** What the entries of one ledger add up to, read so far. */
export interface LedgerSum {
  readonly key: string;
  version: number;
  onHand: number;
  reserved: number;
}

type Moved = Pick<StockTotals, 'received' | 'shipped' | 'restocked' | 'lost' | 'found'>;

/** Adds ledgers up again from their entries, believing no running balance. */
export class LedgerSums {
  readonly byKey = new Map<string, LedgerSum>();
  readonly moved: Moved = { received: 0, shipped: 0, restocked: 0, lost: 0, found: 0 };

  /** Takes one record of a stock stream; those of a stream in order. */
  add({ key, version, events }: Pick<CommitRecord, 'key' | 'version' | 'events'>): void {
    const sum = this.byKey.get(key) ?? { key, version: 0, onHand: 0, reserved: 0 };
    sum.version = version;
    for (const { onHandDelta, reservedDelta, causeType } of events as readonly StockPosted[]) {
      sum.onHand += onHandDelta;
      sum.reserved += reservedDelta;
      const { word, sign } = wordFor(causeType, onHandDelta);
      this.moved[word] += sign * onHandDelta;
    }
    this.byKey.set(key, sum);
  }
}

/** By which word units came or went; what people found or lost, by whatever means, has two. */
function wordFor(cause: StockCause, delta: number): { word: keyof Moved; sign: 1 | -1 } {
  if (cause === 'receipt') return { word: 'received', sign: 1 };
  if (cause === 'restock') return { word: 'restocked', sign: 1 };
  if (cause === 'shipment') return { word: 'shipped', sign: -1 };
  return delta < 0 ? { word: 'lost', sign: -1 } : { word: 'found', sign: 1 };
}
