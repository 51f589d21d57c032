import type { StockCause, StockPosted, StockTotals } from '@entrepot/contracts/inventory';
import type { CommitRecord } from '@entrepot/eventstore';

/** Units that came and went, by word. */
export type Moved = Pick<StockTotals, 'received' | 'shipped' | 'restocked' | 'lost' | 'found'>;

/** Adds one ledger up again from its entries, believing no running balance. */
export class LedgerSum {
  version = 0;
  onHand = 0;
  reserved = 0;
  readonly moved: Moved = { received: 0, shipped: 0, restocked: 0, lost: 0, found: 0 };

  constructor(readonly key: string) {}

  /** Takes the next record of the ledger. */
  add({ version, events }: Pick<CommitRecord, 'version' | 'events'>): void {
    this.version = version;
    for (const { onHandDelta, reservedDelta, causeType } of events as readonly StockPosted[]) {
      this.onHand += onHandDelta;
      this.reserved += reservedDelta;
      const { word, sign } = wordFor(causeType, onHandDelta);
      this.moved[word] += sign * onHandDelta;
    }
  }
}

/** By which word units came or went; what people found or lost, by whatever means, has two. */
function wordFor(cause: StockCause, delta: number): { word: keyof Moved; sign: 1 | -1 } {
  if (cause === 'receipt') return { word: 'received', sign: 1 };
  if (cause === 'restock') return { word: 'restocked', sign: 1 };
  if (cause === 'shipment') return { word: 'shipped', sign: -1 };
  return delta < 0 ? { word: 'lost', sign: -1 } : { word: 'found', sign: 1 };
}
