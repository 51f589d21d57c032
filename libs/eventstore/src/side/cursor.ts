import { DomainError } from '@entrepot/kernel';
import type { Page } from './page';
import type { Scalar } from './view-table';

/** Where a page ended: the values that it was sorted by. Opaque to who turns the pages. */
export function encodeCursor(values: readonly Scalar[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** Refuses with `page.cursor-invalid` what was not made for a list sorted by so many values. */
export function decodeCursor(cursor: string, count: number): Scalar[] {
  const values = parse(cursor);
  const isScalar = (value: unknown) => value === null || typeof value !== 'object';
  if (!Array.isArray(values) || values.length !== count || !values.every(isScalar)) {
    throw new DomainError('page.cursor-invalid');
  }
  return values as Scalar[];
}

/** A page out of one item more than asked for. */
export function toPage<T>(found: readonly T[], limit: number, cursorOf: (last: T) => readonly Scalar[]): Page<T> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: encodeCursor(cursorOf(last)) } : { items };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
  } catch {
    return undefined;
  }
}
