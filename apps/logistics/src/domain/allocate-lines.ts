import type { ShipLine } from '@entrepot/contracts/shared';
import type { RankedCandidate } from './candidates';

/** What one place is to send. */
export interface Allocation {
  readonly place: RankedCandidate;
  readonly lines: readonly ShipLine[];
}

/** Who sends what, and what nobody has. */
export interface Split {
  readonly allocations: readonly Allocation[];
  readonly shortages: readonly ShipLine[];
}

/** How much of some lines a place can serve. */
export interface Coverage {
  readonly wholeLines: number;
  readonly pieces: number;
}

/**
 * Fewest places first: again and again the place that completes most of the lines that are still missing, the better
 * ranked one of equals; a place that the others make superfluous is left out again. `ranked` is best first.
 */
export function allocateLines(ranked: readonly RankedCandidate[], lines: readonly ShipLine[]): Split {
  const places = choosePlaces(ranked, lines);
  const lastFirst = ranked.filter((place) => places.includes(place)).reverse();
  const allocations: Allocation[] = [];
  let missing = lines;
  for (const place of withoutSuperfluous(places, lastFirst, lines)) {
    const served = serve(place, missing);
    missing = less(missing, served);
    if (served.length > 0) allocations.push({ place, lines: served });
  }
  return { allocations, shortages: missing };
}

/** A line, and how many pieces of its SKU the lines before it want. */
export interface Wanted extends ShipLine {
  readonly before: number;
}

/** What lines want of any place: looked at once for all places that are compared. */
export function wantedOf(lines: readonly ShipLine[]): readonly Wanted[] {
  const asked = new Map<string, number>();
  return lines.map((line) => {
    const before = asked.get(line.sku) ?? 0;
    asked.set(line.sku, before + line.quantity);
    return { ...line, before };
  });
}

export function coverage(place: RankedCandidate, wanted: readonly Wanted[]): Coverage {
  let wholeLines = 0;
  let pieces = 0;
  for (const line of wanted) {
    const served = servedOf(place, line);
    pieces += served;
    if (served === line.quantity) wholeLines += 1;
  }
  return { wholeLines, pieces };
}

/** Lines before this one are served first. */
function servedOf({ free }: RankedCandidate, { sku, quantity, before }: Wanted): number {
  return Math.min(quantity, Math.max((free.get(sku) ?? 0) - before, 0));
}

export function covers(one: Coverage, other: Coverage): number {
  return one.wholeLines - other.wholeLines || one.pieces - other.pieces;
}

/** The contract of a route names no more places. */
const MOST_PLACES = 100;

function choosePlaces(ranked: readonly RankedCandidate[], lines: readonly ShipLine[]): RankedCandidate[] {
  const chosen: RankedCandidate[] = [];
  let missing = lines;
  while (missing.length > 0 && chosen.length < MOST_PLACES) {
    const best = bestFor(
      ranked.filter((place) => !chosen.includes(place)),
      missing,
    );
    if (best === undefined) return chosen;
    chosen.push(best);
    missing = less(missing, serve(best, missing));
  }
  return chosen;
}

function bestFor(ranked: readonly RankedCandidate[], missing: readonly ShipLine[]): RankedCandidate | undefined {
  let best: RankedCandidate | undefined;
  let most: Coverage = { wholeLines: 0, pieces: 0 };
  const wanted = wantedOf(missing);
  for (const place of ranked) {
    const covered = coverage(place, wanted);
    if (covers(covered, most) <= 0) continue;
    best = place;
    most = covered;
  }
  return best;
}

/** Of two that could each be left out, the worse ranked one is. */
function withoutSuperfluous(
  chosen: readonly RankedCandidate[],
  lastFirst: readonly RankedCandidate[],
  lines: readonly ShipLine[],
): RankedCandidate[] {
  const servedBy = (places: readonly RankedCandidate[]) =>
    piecesOf(lines) - piecesOf(places.reduce((missing, place) => less(missing, serve(place, missing)), lines));
  const all = servedBy(chosen);
  let kept = [...chosen];
  for (const place of lastFirst) {
    const others = kept.filter((other) => other !== place);
    if (others.length > 0 && servedBy(others) === all) kept = others;
  }
  return kept;
}

/** The part of `lines` that the place has; several lines may want one SKU. */
function serve(place: RankedCandidate, lines: readonly ShipLine[]): ShipLine[] {
  const wanted = wantedOf(lines);
  return lines.flatMap((line, index) => {
    const quantity = servedOf(place, wanted[index]!);
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
}

function less(lines: readonly ShipLine[], served: readonly ShipLine[]): ShipLine[] {
  const gone = new Map(served.map(({ lineId, quantity }) => [lineId, quantity]));
  return lines.flatMap((line) => {
    const quantity = line.quantity - (gone.get(line.lineId) ?? 0);
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
}

function piecesOf(lines: readonly ShipLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
