import type { OrderLineQuantity, ShipLine } from '@entrepot/contracts/shared';
import type { KnownOrder, Line } from './order-state';
import { remainingOf } from './quantities';

/** Bundles that were bought with one line, and the lines that they were taken apart into. */
export interface SoldBundle {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly title?: string;
  /** So many are still sold as a whole: no piece is cancelled or returned. */
  readonly whole: number;
  readonly parts: readonly PartOfBundle[];
}

/** A line of a component: so many pieces of it are in one bundle. */
export interface PartOfBundle {
  readonly line: Line;
  readonly pieces: number;
}

export function soldBundles({ lines }: Pick<KnownOrder, 'lines'>): SoldBundle[] {
  const names = new Set(lines.flatMap(({ bundle }) => (bundle === undefined ? [] : [bundle.lineId])));
  return [...names].flatMap((name) => bundleNamed(lines, name) ?? []);
}

/** The bundles of a line that was bought; undefined if it is none of bundles. */
export function bundleNamed(lines: readonly Line[], lineId: string): SoldBundle | undefined {
  const parts = lines.flatMap((line): PartOfBundle[] =>
    line.bundle?.lineId === lineId ? [{ line, pieces: line.bundle.pieces }] : [],
  );
  const [first] = parts;
  if (first?.line.bundle === undefined) return undefined;
  const { pieces: _, ...bought } = first.line.bundle;
  const least = (of: (line: Line) => number) =>
    Math.min(...parts.map(({ line, pieces }) => Math.floor(of(line) / pieces)));
  return { ...bought, quantity: least(({ quantity }) => quantity), whole: least(remainingOf), parts };
}

/** These pieces, and with those of a bundle the others in as many bundles: what an order goes without so that whole ones are left. */
export function wholeBundles(order: KnownOrder, gone: readonly ShipLine[]): readonly ShipLine[] {
  const pieces = new Map(gone.map(({ lineId, quantity }) => [lineId, quantity]));
  const isGone = ({ line }: PartOfBundle) => pieces.has(line.lineId);
  const more = soldBundles(order)
    .filter(({ parts }) => parts.some(isGone))
    .flatMap((bundle) => restOf(bundle, pieces));
  const named = new Set(more.map(({ lineId }) => lineId));
  return [...gone.filter(({ lineId }) => !named.has(lineId)), ...more];
}

function restOf({ parts, whole }: SoldBundle, pieces: ReadonlyMap<string, number>): ShipLine[] {
  const goneOf = ({ lineId }: Line) => pieces.get(lineId) ?? 0;
  const left = Math.min(
    whole,
    ...parts.map((part) => Math.floor((remainingOf(part.line) - goneOf(part.line)) / part.pieces)),
  );
  return parts
    .map((part) => ({
      lineId: part.line.lineId,
      sku: part.line.sku,
      quantity: Math.max(goneOf(part.line), (whole - left) * part.pieces),
    }))
    .filter(({ quantity }) => quantity > 0);
}

/** These pieces by the lines that they were bought with: of bundles, as many as are not whole without them. */
export function asBought(order: KnownOrder, gone: readonly OrderLineQuantity[]): OrderLineQuantity[] {
  const pieces = new Map(gone.map(({ lineId, quantity }) => [lineId, quantity]));
  const bundles = soldBundles(order);
  const inBundles = new Set(bundles.flatMap(({ parts }) => parts.map(({ line }) => line.lineId)));
  const broken = bundles.map(({ lineId, parts }) => ({
    lineId,
    quantity: Math.max(...parts.map((part) => Math.ceil((pieces.get(part.line.lineId) ?? 0) / part.pieces))),
  }));
  return [...gone.filter(({ lineId }) => !inBundles.has(lineId)), ...broken.filter(({ quantity }) => quantity > 0)];
}
