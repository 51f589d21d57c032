import type { Destination, PlaceShortage } from '@entrepot/contracts/orders';
import { distanceKm, pointOf } from './distance';

/** A place that has some of what an order wants. */
export interface Candidate {
  readonly placeId: string;
  readonly latitude?: number;
  readonly longitude?: number;
  /** Minor units; a place that says none costs nothing. */
  readonly handlingCost?: number;
  /** Pieces that are free to sell, by SKU; only of what was asked for. */
  readonly free: ReadonlyMap<string, number>;
}

/** What is known of the stock that an order wants. */
export interface Found {
  readonly candidates: readonly Candidate[];
  /** SKUs of which nobody has told anything yet, not even that nothing is left. */
  readonly unheard: readonly string[];
}

/** What a place itself has said is nearer the truth than what we have heard of it: we may be behind. */
export function believed(candidates: readonly Candidate[], told: readonly PlaceShortage[]): readonly Candidate[] {
  if (told.length === 0) return candidates;
  return candidates.map((candidate) => {
    const free = new Map(candidate.free);
    for (const { placeId, sku, available } of told) {
      if (placeId === candidate.placeId) free.set(sku, Math.min(available, free.get(sku) ?? 0));
    }
    return { ...candidate, free };
  });
}

/** A candidate and what speaks for it as a place to send from. */
export interface RankedCandidate extends Candidate {
  /** Absent where either side has no coordinates. */
  readonly distanceKm?: number;
  /** Why there is no distance. */
  readonly unlocated?: string;
}

/** Nearest first; without a distance last; then the cheapest to handle; then by id, so that the answer is always the same. */
export function rankCandidates(candidates: readonly Candidate[], destination: Destination): RankedCandidate[] {
  const to = pointOf(destination);
  const located = candidates.map((candidate): RankedCandidate => {
    const from = pointOf(candidate);
    if (to === undefined) return { ...candidate, unlocated: 'the destination has no coordinates' };
    if (from === undefined) return { ...candidate, unlocated: 'the place has no coordinates' };
    return { ...candidate, distanceKm: distanceKm(from, to) };
  });
  return located.sort(compareRank);
}

function compareRank(a: RankedCandidate, b: RankedCandidate): number {
  return (
    compareNumbers(a.distanceKm ?? Infinity, b.distanceKm ?? Infinity) ||
    compareNumbers(a.handlingCost ?? 0, b.handlingCost ?? 0) ||
    (a.placeId < b.placeId ? -1 : 1)
  );
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
