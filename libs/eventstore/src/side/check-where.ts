import type { Condition, Scalar, Where } from './view-table';

/** Refuses paths and values that a database could read as something else than a field and a value. */
export function checkWhere(where: Where): void {
  for (const [path, condition] of Object.entries(where)) {
    if (path.startsWith('$') || path === 'merchantId') throw new Error(`not a field of a view: ${path}`);
    if (condition !== undefined && !valuesOf(condition).every(isScalar)) {
      throw new Error('a condition compares texts, numbers, truths or null');
    }
  }
}

function valuesOf(condition: Condition): readonly unknown[] {
  if (condition === null || typeof condition !== 'object') return [condition];
  if ('in' in condition) return condition.in;
  if ('all' in condition) return condition.all;
  return Object.values(condition).filter((value) => value !== undefined);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
