import type { ShipLine, StockLine } from '@entrepot/contracts/shared';

/** Pieces per SKU, each SKU once, in the order of their first mention; nothing of zero pieces. */
export function bySku(lines: readonly StockLine[]): StockLine[] {
  const pieces = new Map<string, number>();
  for (const { sku, quantity } of lines) pieces.set(sku, (pieces.get(sku) ?? 0) + quantity);
  return [...pieces].filter(([, quantity]) => quantity > 0).map(([sku, quantity]) => ({ sku, quantity }));
}

/** What is left of `lines` when `taken` is gone; never less than nothing. */
export function without(lines: readonly StockLine[], taken: readonly StockLine[]): StockLine[] {
  const gone = piecesOf(taken);
  return bySku(lines)
    .map(({ sku, quantity }) => ({ sku, quantity: quantity - (gone.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

/** What both have. */
export function inBoth(lines: readonly StockLine[], others: readonly StockLine[]): StockLine[] {
  return without(lines, without(lines, others));
}

export function pieces(lines: readonly { readonly quantity: number }[]): number {
  return lines.reduce((total, { quantity }) => total + quantity, 0);
}

/** Serves `wanted` from `stock`, line by line in order: what can be served, as lines. */
export function serve(wanted: readonly ShipLine[], stock: readonly StockLine[]): ShipLine[] {
  const there = piecesOf(stock);
  const served: ShipLine[] = [];
  for (const line of wanted) {
    const quantity = Math.min(line.quantity, there.get(line.sku) ?? 0);
    if (quantity <= 0) continue;
    there.set(line.sku, (there.get(line.sku) ?? 0) - quantity);
    served.push({ lineId: line.lineId, sku: line.sku, quantity });
  }
  return served;
}

interface OfLine {
  readonly lineId: string;
  readonly quantity: number;
}

/** `lines` less `taken`, line by line. */
export function lessLines<L extends OfLine>(lines: readonly L[], taken: readonly OfLine[]): L[] {
  const gone = new Map<string, number>();
  for (const { lineId, quantity } of taken) gone.set(lineId, (gone.get(lineId) ?? 0) + quantity);
  return lines
    .map((line) => ({ ...line, quantity: line.quantity - (gone.get(line.lineId) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

function piecesOf(lines: readonly StockLine[]): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const { sku, quantity } of lines) pieces.set(sku, (pieces.get(sku) ?? 0) + quantity);
  return pieces;
}
