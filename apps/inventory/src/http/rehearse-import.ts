import type { StockImportAnswer } from '@entrepot/contracts/inventory';
import type { Streams } from '@entrepot/eventstore';
import type { StreamRef, StreamType } from '@entrepot/kernel';
import type { DatabaseTime } from '@entrepot/platform';
import { inputOf } from '../domain/movement';
import { refusalTold } from '../domain/refusal-told';
import { Rehearsal } from '../domain/rehearse-movements';
import type { ReadMovements } from './read-movements';

/** Movements whose states are read in one go; others get their turn in between. */
const AT_ONCE = 1_000;

/** What a file would do: the decisions of its movements, on the states of now; nothing is recorded. */
export async function rehearseImport(
  { streams, time }: { readonly streams: Streams; readonly time: DatabaseTime },
  merchantId: string,
  { lines, movements, problems }: ReadMovements,
): Promise<StockImportAnswer> {
  const states = new States(streams, merchantId);
  const rehearsal = new Rehearsal({ merchantId, now: time.now(), read: (on, key) => states.of(on, key) });
  const figures = { booked: 0, repeated: 0, refused: 0 };
  for (let from = 0; from < movements.length; from += AT_ONCE) {
    const some = movements.slice(from, from + AT_ONCE);
    await states.load(some.flatMap((movement) => refsOf(inputOf(movement))));
    for (const movement of some) {
      const { outcome, refusal } = rehearsal.play(movement);
      figures[outcome] += 1;
      if (refusal === undefined) continue;
      const { field = '', rule = 'refused', code, message } = refusalTold(refusal);
      problems.tell({ line: movement.line, field, rule, code, message });
    }
  }
  return { dryRun: true, state: 'done', lines, movements: movements.length, ...figures, problems: problems.told };
}

function refsOf({ on, key, also }: { on: StreamType<unknown>; key: string; also: readonly StreamRef[] }): StreamRef[] {
  return [{ stream: on, key }, ...also];
}

/** States that were read, by stream. */
class States {
  private readonly known = new Map<string, unknown>();

  constructor(
    private readonly streams: Streams,
    private readonly merchantId: string,
  ) {}

  async load(refs: readonly StreamRef[]): Promise<void> {
    const named = refs.map((ref) => [nameOf(ref.stream, ref.key), ref] as const);
    const missing = new Map(named.filter(([name]) => !this.known.has(name)));
    await Promise.all(
      [...missing].map(async ([name, { stream, key }]) => {
        this.known.set(name, (await this.streams.read(stream, this.merchantId, key)).state);
      }),
    );
  }

  of(on: StreamType<unknown>, key: string): unknown {
    return this.known.get(nameOf(on, key));
  }
}

function nameOf({ kind }: { readonly kind: string }, key: string): string {
  return `${kind}/${key}`;
}
