import type { ConsideredPlace, RouteAllocation } from '@entrepot/contracts/logistics';
import type { ShipLine } from '@entrepot/contracts/shared';
import { coverage, covers, wantedOf, type Allocation, type Wanted } from './allocate-lines';
import type { RankedCandidate } from './candidates';

const MOST_CONSIDERED = 20;

/** The allocations with the reasons for their places. */
export function explainAllocations(
  allocations: readonly Allocation[],
  ranked: readonly RankedCandidate[],
  wanted: readonly Wanted[],
): RouteAllocation[] {
  const left = leftAfter(ranked, allocations);
  return allocations.map(({ place, lines }) => {
    const isWhole = coverage(place, wanted).wholeLines === wanted.length;
    const had = rivalOf(place, ranked, lines) !== undefined;
    const rival = rivalOf(place, left, lines);
    const chosen = isBetter(rival, place, ranked) ? AMONG_FEWEST : choice(place, rival, had);
    const reason = `${chosen} ${isWhole ? 'every line' : 'these pieces'}`;
    return { placeId: place.placeId, lines: [...lines], ...distance(place), reason: `${reason}${unlocated(place)}` };
  });
}

/** A better one was left out, because the others send what it would have. */
const AMONG_FEWEST = 'one of the fewest places that have';

function isBetter(rival: RankedCandidate | undefined, place: RankedCandidate, ranked: readonly RankedCandidate[]) {
  return (
    ranked.find(({ placeId }) => placeId === rival?.placeId || placeId === place.placeId)?.placeId !== place.placeId
  );
}

/** The places with what they have left when each sends its part: that is no reason against another place. */
function leftAfter(ranked: readonly RankedCandidate[], allocations: readonly Allocation[]): RankedCandidate[] {
  const sent = new Map(allocations.map(({ place, lines }) => [place.placeId, lines]));
  return ranked.map((place) => {
    const free = new Map(place.free);
    for (const { sku, quantity } of sent.get(place.placeId) ?? []) free.set(sku, (free.get(sku) ?? 0) - quantity);
    return { ...place, free };
  });
}

/** The best other place that could send the same. */
function rivalOf({ placeId }: RankedCandidate, ranked: readonly RankedCandidate[], lines: readonly ShipLine[]) {
  const wanted = wantedOf(lines);
  return ranked.find((other) => other.placeId !== placeId && coverage(other, wanted).wholeLines === lines.length);
}

/** Why this place stood out of those that could send the same; `had`: another one could, if it did not send its own part. */
function choice(place: RankedCandidate, rival: RankedCandidate | undefined, had: boolean): string {
  if (rival === undefined) return had ? 'only other place that has' : 'only place that has';
  if (place.distanceKm !== rival.distanceKm) return 'nearest place that has';
  const costsDiffer = (place.handlingCost ?? 0) !== (rival.handlingCost ?? 0);
  return costsDiffer ? 'cheapest to handle of the places that have' : 'first by id of the places that have';
}

/** The places that were looked at, best first, each with what it can serve. */
export function explainCandidates(
  ranked: readonly RankedCandidate[],
  excluded: readonly RankedCandidate[],
  wanted: readonly Wanted[],
): ConsideredPlace[] {
  const byCoverage = ranked
    .map((place) => ({ place, covered: coverage(place, wanted) }))
    .sort((a, b) => covers(b.covered, a.covered))
    .map(({ place, covered }) => ({ place, reason: `has ${share(covered, wanted)}${unlocated(place)}` }));
  const all = [...byCoverage, ...excluded.map((place) => ({ place, reason: 'excluded by the order' }))];
  return all
    .slice(0, MOST_CONSIDERED)
    .map(({ place, reason }, index) => ({ placeId: place.placeId, ...distance(place), rank: index + 1, reason }));
}

function share({ wholeLines, pieces }: { wholeLines: number; pieces: number }, wanted: readonly ShipLine[]): string {
  if (wholeLines === wanted.length) return 'every line';
  if (wholeLines > 0) return `${wholeLines} of ${wanted.length} lines`;
  return `${pieces} of ${wanted.reduce((sum, { quantity }) => sum + quantity, 0)} pieces`;
}

function distance({ distanceKm }: RankedCandidate): { distanceKm?: number } {
  return distanceKm === undefined ? {} : { distanceKm };
}

function unlocated({ unlocated: why }: RankedCandidate): string {
  return why === undefined ? '' : `; distance unknown: ${why}`;
}
