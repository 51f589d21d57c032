import type { StockSection } from './report';

/** The answer of `GET /v1/stock-totals`. */
export interface StockTotals extends StockSection {
  readonly found?: number;
}

/** Units that came, left and are there; on hand must follow from what came and left. */
export function stockSection(totals: StockTotals, problems: string[]): StockSection {
  const { received, shipped, restocked, onHand, reserved, driftedSkus } = totals;
  // Finds are negative losses: the identity has one word for both.
  const lost = totals.lost - (totals.found ?? 0);
  const expected = received - shipped + restocked - lost;
  if (expected !== onHand) problems.push(`stock: ${expected} units should be on hand, ${onHand} are`);
  if (onHand < 0 || reserved < 0) problems.push('stock: a figure is negative');
  if (reserved > onHand) problems.push(`stock: ${reserved} units are reserved of ${onHand}`);
  if (driftedSkus > 0) problems.push(`stock: ${driftedSkus} SKUs differ between ledger, state and view`);
  return { received, shipped, restocked, lost, onHand, reserved, driftedSkus };
}
