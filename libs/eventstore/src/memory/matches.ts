import type { Condition, Scalar, Where } from '../side/view-table';

const RANGE: Record<string, (order: number) => boolean> = {
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

/** Whether a row meets all conditions, as MongoDB judges it. */
export function matches(row: object, where: Where): boolean {
  return Object.entries(where).every(
    ([path, condition]) => condition === undefined || meets(valuesAt(row, path.split('.')), condition),
  );
}

/** The single value at a path; `null` if there is none. */
export function valueAt(row: object, path: string): Scalar {
  return valuesAt(row, path.split('.'))[0] ?? null;
}

/** MongoDB's order: nothing, numbers, texts, truths. */
export function compare(a: Scalar, b: Scalar): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (a === b || a === null || b === null) return 0;
  return a < b ? -1 : 1;
}

function meets(values: readonly Scalar[], condition: Condition): boolean {
  if (condition === null || typeof condition !== 'object') return has(values, condition);
  if ('in' in condition) return condition.in.some((wanted) => has(values, wanted));
  if ('all' in condition) return condition.all.length > 0 && condition.all.every((wanted) => has(values, wanted));
  if ('not' in condition) return !has(values, condition.not);
  if ('contains' in condition) return values.some((value) => contains(value, condition.contains));
  return Object.entries(condition).every(([name, bound]) => values.some((value) => inRange(name, value, bound)));
}

function has(values: readonly Scalar[], wanted: Scalar): boolean {
  return wanted === null ? values.every((value) => value === null) : values.includes(wanted);
}

function contains(value: Scalar, text: string): boolean {
  return typeof value === 'string' && value.toLowerCase().includes(text.toLowerCase());
}

function inRange(name: string, value: Scalar, bound: Scalar | undefined): boolean {
  if (bound === undefined) return true;
  return rank(value) === rank(bound) && (RANGE[name]?.(compare(value, bound)) ?? false);
}

function rank(value: Scalar): number {
  if (value === null) return 0;
  return { number: 1, string: 2, boolean: 3 }[typeof value as 'number' | 'string' | 'boolean'];
}

function valuesAt(value: unknown, [name, ...rest]: readonly string[]): Scalar[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return value === undefined ? [] : [value as Scalar];
  if (value === null || typeof value !== 'object') return [];
  return valuesAt((value as Record<string, unknown>)[name], rest);
}
