import type { ConsideredPlace, RouteAllocation } from '@entrepot/contracts/logistics';
import type { ShipLine } from '@entrepot/contracts/shared';
import { coverage, covers, wantedOf, type Allocation, type Wanted } from './allocate-lines';
import type { RankedCandidate } from './candidates';

const MOST_CONSIDERED = 20;

/** An allocation with the reason for its place. */
export function explainAllocation(
  { place, lines }: Allocation,
  ranked: readonly RankedCandidate[],
  wanted: readonly Wanted[],
): RouteAllocation {
  const isWhole = coverage(place, wanted).wholeLines === wanted.length;
  const reason = `${choice(place, ranked, lines)} ${isWhole ? 'every line' : 'these pieces'}${unlocated(place)}`;
  return { placeId: place.placeId, lines: [...lines], ...distance(place), reason };
}

/** Why this place stood out of those that could send the same. */
function choice(place: RankedCandidate, ranked: readonly RankedCandidate[], lines: readonly ShipLine[]): string {
  const wanted = wantedOf(lines);
  const rival = ranked.find((other) => other !== place && coverage(other, wanted).wholeLines === lines.length);
  if (rival === undefined) return 'only place that has';
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
