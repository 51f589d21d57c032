import type { GroupSum, SumQuery } from '../side/view-table';
import { valueAt } from './matches';

/** Adds rows up by group. */
export function sumsOf(rows: readonly object[], { by, of, each }: Omit<SumQuery, 'where'>): GroupSum[] {
  const groups = new Map<string, GroupSum>();
  for (const row of each === undefined ? rows : rows.flatMap((whole) => elementsOf(whole, each))) {
    const values = by.map((path) => valueAt(row, path));
    const name = JSON.stringify(values);
    const { count, of: sums } = groups.get(name) ?? { count: 0, of: of.map(() => 0) };
    groups.set(name, { by: values, count: count + 1, of: sums.map((sum, at) => sum + numberAt(row, of[at]!)) });
  }
  return [...groups.values()];
}

/** The row once for every element of a list, with nothing but that in its place. */
function elementsOf(row: object, list: string): object[] {
  return ((row as Record<string, object[] | undefined>)[list] ?? []).map((element) => ({ ...row, [list]: element }));
}

function numberAt(row: object, path: string): number {
  const value = valueAt(row, path);
  return typeof value === 'number' ? value : 0;
}
