import { durationMs } from '@entrepot/contracts';
import type { LetterQuery, Page } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import {
  MOST_SELECTED,
  type HeldFilter,
  type ItemResult,
  type Selection,
  type SelectionAnswer,
} from './selection.answers';

export interface Chosen {
  readonly ids: readonly string[];
  readonly next?: string;
}

/** The ids of a selection. `list` finds those that a filter matches. */
export async function chosenOf(
  { ids, filter }: Selection,
  list: (query: LetterQuery) => Promise<Page<{ readonly id: string }>>,
): Promise<Chosen> {
  if ((ids === undefined) === (filter === undefined)) {
    const message = 'name either ids or a filter';
    throw new DomainError('request.invalid', {}, [
      { field: ids === undefined ? 'ids' : 'filter', rule: 'one', message },
    ]);
  }
  if (ids !== undefined) return { ids };
  const { items, next } = await list(queryOf(filter!));
  return { ids: items.map(({ id }) => id), ...(next !== undefined && { next }) };
}

/** Does it to each that was chosen, unless the run is dry. */
export async function answerOf(
  { dryRun = false }: Selection,
  { ids, next }: Chosen,
  act: (ids: readonly string[]) => Promise<ItemResult[]>,
): Promise<SelectionAnswer> {
  const results = dryRun ? ids.map((id) => ({ id, result: 'selected' })) : await act(ids);
  return { dryRun, results, ...(next !== undefined && { next }) };
}

/** A filter as stores take it: `olderThan` becomes a point in time. */
export function queryOf({ handler, code, olderThan, limit = MOST_SELECTED, cursor }: HeldFilter): LetterQuery {
  return {
    limit,
    ...(handler !== undefined && { handler }),
    ...(code !== undefined && { code }),
    ...(cursor !== undefined && { cursor }),
    ...(olderThan !== undefined && { before: timeBefore(olderThan) }),
  };
}

/** So long ago, RFC 3339 UTC. */
export function timeBefore(olderThan: string): string {
  return new Date(Date.now() - durationMs(olderThan)).toISOString();
}
