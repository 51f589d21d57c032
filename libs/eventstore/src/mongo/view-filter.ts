import { checkWhere } from '../side/check-where';
import type { Condition, Scalar, SortBy, Where } from '../side/view-table';

const COMPARISONS = ['gt', 'gte', 'lt', 'lte'] as const;

/** The filter for a merchant's rows that meet all conditions. Values are never read as operators. */
export function filterOf(merchantId: string, where: Where): Record<string, unknown> {
  checkWhere(where);
  const filter: Record<string, unknown> = { merchantId };
  for (const [path, condition] of Object.entries(where)) {
    if (condition === undefined) continue;
    filter[path] = operatorOf(condition);
  }
  return filter;
}

/** The rows after a place in the order of `sort`, whose last field is `_id`. */
export function afterPlace(sort: SortBy, values: readonly Scalar[]): Record<string, unknown> {
  const paths = Object.keys(sort);
  const branches = paths.flatMap((path, at) => {
    const beyond = beyondValue(path, sort[path] ?? 1, values[at] ?? null);
    if (beyond === undefined) return [];
    const same = paths.slice(0, at).map((before, index) => ({ [before]: { $eq: values[index] ?? null } }));
    return [{ $and: [...same, beyond] }];
  });
  return { $and: [{ $or: branches }, ...boundOf(sort, values)] };
}

/** What all branches have in common, said once more: of the branches alone the database makes no bounds of an index. */
function boundOf(sort: SortBy, [value = null]: readonly Scalar[]): Record<string, unknown>[] {
  const [path = '_id', direction] = Object.entries(sort)[0] ?? [];
  if (value === null) return [];
  // Not greater, rather than less or equal: what has no value comes last.
  return [{ [path]: direction === 1 ? { $gte: value } : { $not: { $gt: value } } }];
}

function operatorOf(condition: Condition): Record<string, unknown> {
  if (condition === null || typeof condition !== 'object') return { $eq: condition };
  if ('in' in condition) return { $in: [...condition.in] };
  if ('all' in condition) return { $all: [...condition.all] };
  if ('not' in condition) return { $ne: condition.not };
  if ('contains' in condition) return { $regex: escaped(condition.contains), $options: 'i' };
  const bounds = COMPARISONS.filter((name) => condition[name] !== undefined);
  return Object.fromEntries(bounds.map((name) => [`$${name}`, condition[name]]));
}

/** Nothing sorts before everything, and `$gt` and `$lt` never meet it. */
function beyondValue(path: string, direction: 1 | -1, value: Scalar): Record<string, unknown> | undefined {
  if (direction === 1) return { [path]: value === null ? { $ne: null } : { $gt: value } };
  return value === null ? undefined : { $or: [{ [path]: { $lt: value } }, { [path]: null }] };
}

function escaped(text: string): string {
  return String(text).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
