import type { StockCause, StockTotals } from '@entrepot/contracts/inventory';

/** Units that came and went, by word. */
export type Flows = Readonly<Pick<StockTotals, 'received' | 'shipped' | 'restocked' | 'lost' | 'found'>>;

export const NO_FLOWS: Flows = { received: 0, shipped: 0, restocked: 0, lost: 0, found: 0 };

/** With one entry more. The same flows where nothing came or went: most entries only reserve. */
export function flowsAfter(flows: Flows, cause: StockCause, onHandDelta: number): Flows {
  if (onHandDelta === 0) return flows;
  const { word, sign } = wordFor(cause, onHandDelta);
  return { ...flows, [word]: flows[word] + sign * onHandDelta };
}

/** What has to be there after all that came and went. */
export function remainder({ received, shipped, restocked, lost, found }: Flows): number {
  return received - shipped + restocked - lost + found;
}

/** By which word units came or went; what people found or lost, by whatever means, has two. */
function wordFor(cause: StockCause, delta: number): { word: keyof Flows; sign: 1 | -1 } {
  if (cause === 'receipt') return { word: 'received', sign: 1 };
  if (cause === 'restock') return { word: 'restocked', sign: 1 };
  if (cause === 'shipment') return { word: 'shipped', sign: -1 };
  return delta < 0 ? { word: 'lost', sign: -1 } : { word: 'found', sign: 1 };
}
