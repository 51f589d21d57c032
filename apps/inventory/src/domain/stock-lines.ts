/** So many pieces of a SKU. */
export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

/** One line per SKU, in the order of first appearance. */
export function summed(lines: readonly Line[]): Line[] {
  const bySku = new Map<string, number>();
  for (const { sku, quantity } of lines) bySku.set(sku, (bySku.get(sku) ?? 0) + quantity);
  return Array.from(bySku, ([sku, quantity]) => ({ sku, quantity }));
}

/** The same lines with nothing but SKU and quantity: what others may add to theirs is not ours to publish. */
export function plain(lines: readonly Line[]): Line[] {
  return lines.map(({ sku, quantity }) => ({ sku, quantity }));
}

/** Whether two lists mean the same pieces, however they are written down. */
export function samePieces(one: readonly Line[], other: readonly Line[]): boolean {
  const left = summed(one);
  const right = new Map(summed(other).map(({ sku, quantity }) => [sku, quantity]));
  return left.length === right.size && left.every(({ sku, quantity }) => right.get(sku) === quantity);
}

/** As much of `wanted` as `available` has; SKUs of which nothing is left over fall away. */
export function clipped(wanted: readonly Line[], available: readonly Line[]): Line[] {
  const left = new Map(available.map(({ sku, quantity }) => [sku, quantity]));
  return summed(wanted)
    .map(({ sku, quantity }) => ({ sku, quantity: Math.min(quantity, left.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

/** `lines` without `taken`, which must be in them; SKUs of which nothing is left fall away. */
export function without(lines: readonly Line[], taken: readonly Line[]): Line[] {
  const gone = new Map(taken.map(({ sku, quantity }) => [sku, quantity]));
  return lines
    .map(({ sku, quantity }) => ({ sku, quantity: quantity - (gone.get(sku) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}
