import type { Scalar, SumQuery } from '../side/view-table';

/** A group as the database gives it: its sums are `sum0`, `sum1` and so on. */
export interface GroupDocument {
  readonly _id: readonly Scalar[];
  readonly count: number;
  readonly [sum: `sum${number}`]: unknown;
}

/** The stages of an aggregation that adds rows up. */
export function sumStages({ by, of, each }: Omit<SumQuery, 'where'>): Record<string, unknown>[] {
  const unwind = each === undefined ? [] : [{ $unwind: `$${each}` }];
  const sums = of.map((path, at) => [`sum${at}`, { $sum: `$${path}` }] as const);
  const _id = by.map((path) => ({ $ifNull: [`$${path}`, null] }));
  return [...unwind, { $group: { _id, count: { $sum: 1 }, ...Object.fromEntries(sums) } }];
}
