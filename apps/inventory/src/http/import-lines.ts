import type { MovementOutcome, MovementResult } from '@entrepot/contracts/inventory';
import type { PageOf } from '@entrepot/contracts/shared';
import type { PageRequest, Streams } from '@entrepot/eventstore';
import { DomainError } from '@entrepot/kernel';
import { ImportPartStream, partKey } from '../domain/stock-import';

/** The results of a file that are wanted. */
export interface WantedResults {
  readonly merchantId: string;
  readonly importId: string;
  /** How many parts are done. */
  readonly parts: number;
  readonly outcome?: MovementOutcome;
}

/** A page of what became of the movements of a file, in its order; read part by part, from the part where the last page ended. */
export async function resultPage(
  streams: Streams,
  { merchantId, importId, parts, outcome }: WantedResults,
  { limit, cursor }: PageRequest,
): Promise<PageOf<MovementResult>> {
  const [first, from] = cursor === undefined ? [0, 0] : placeOf(cursor);
  const items: MovementResult[] = [];
  for (let part = first; part < parts; part += 1) {
    const { state } = await streams.read(ImportPartStream, merchantId, partKey(importId, part));
    const found = state.results
      .map((result, at) => ({ result, at }))
      .filter(({ result, at }) => (part > first || at >= from) && (outcome ?? result.outcome) === result.outcome);
    const fitting = found.slice(0, limit - items.length);
    items.push(...fitting.map(({ result }) => result));
    const next = found[fitting.length];
    if (next !== undefined) return { items, next: `${part}.${next.at}` };
  }
  return { items };
}

function placeOf(cursor: string): [part: number, from: number] {
  const match = /^(\d{1,6})\.(\d{1,6})$/.exec(cursor);
  if (match === null) throw new DomainError('page.cursor-invalid');
  return [Number(match[1]), Number(match[2])];
}
