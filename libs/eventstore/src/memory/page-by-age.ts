import { DomainError } from '@entrepot/kernel';
import { decodeCursor, toPage } from '../side/cursor';
import type { Page } from '../side/page';
import type { WaitingQuery } from '../side/waiting-query';
import { copy } from './copy';

interface Placed {
  readonly at: string;
  readonly id: string;
}

/** Items by age, page by page; the twin of the database's query. `timeOf` gives RFC 3339 UTC with milliseconds. */
export function pageByAge<T extends { readonly id: string }>(
  all: readonly T[],
  { cursor, limit, before }: WaitingQuery,
  timeOf: (item: T) => string,
  newestFirst = false,
): Page<T> {
  const sign = newestFirst ? -1 : 1;
  const placeOf = (item: T): Placed => ({ at: timeOf(item), id: item.id });
  const after = cursor === undefined ? undefined : placeIn(cursor);
  const until = before === undefined ? undefined : new Date(before).toISOString();
  const found = all
    .filter((item) => until === undefined || timeOf(item) < until)
    .filter((item) => after === undefined || compare(placeOf(item), after) * sign > 0)
    .sort((a, b) => compare(placeOf(a), placeOf(b)) * sign);
  return toPage(copy(found.slice(0, limit + 1)), limit, (last) => [timeOf(last), last.id]);
}

function placeIn(cursor: string): Placed {
  const [time, id] = decodeCursor(cursor, 2);
  const at = new Date(String(time));
  if (Number.isNaN(at.getTime())) throw new DomainError('page.cursor-invalid');
  return { at: at.toISOString(), id: String(id) };
}

function compare(a: Placed, b: Placed): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}
