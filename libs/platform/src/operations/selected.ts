import type { LetterQuery, Page } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import type { DatabaseTime } from '../backbone/database-time';
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

/** Longest that a paced request takes: whoever asks waits for it. */
const SECONDS_AT_ONCE = 10;

/** The ids of a selection. `list` finds those that a filter matches. Throws `request.invalid`. */
export async function chosenOf(
  { ids, filter, perSecond = MOST_SELECTED, dryRun = false }: Selection,
  list: (query: LetterQuery) => Promise<Page<{ readonly id: string }>>,
  time: DatabaseTime,
): Promise<Chosen> {
  if ((ids === undefined) === (filter === undefined)) {
    throw invalid(ids === undefined ? 'ids' : 'filter', 'one', 'name either ids or a filter');
  }
  const most = dryRun ? MOST_SELECTED : perSecond * SECONDS_AT_ONCE;
  if (ids !== undefined && ids.length > most) throw invalid('ids', 'maxItems', `must be at most ${most} at this pace`);
  if (ids !== undefined) return { ids };
  const { limit = MOST_SELECTED } = filter!;
  const { items, next } = await list(queryOf({ ...filter, limit: Math.min(limit, most) }, time));
  return { ids: items.map(({ id }) => id), ...(next !== undefined && { next }) };
}

function invalid(field: string, rule: string, message: string): DomainError {
  return new DomainError('request.invalid', {}, [{ field, rule, message }]);
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
export function queryOf(filter: HeldFilter, time: DatabaseTime): LetterQuery {
  const { handler, code, olderThan, limit = MOST_SELECTED, cursor } = filter;
  return {
    limit,
    ...(handler !== undefined && { handler }),
    ...(code !== undefined && { code }),
    ...(cursor !== undefined && { cursor }),
    ...(olderThan !== undefined && { before: time.ago(olderThan) }),
  };
}
