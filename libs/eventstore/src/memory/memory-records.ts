import type { Mark, Numbered, NumberedRecords, ScanPage, Writer } from '../feed/numbered';
import type { CommitRecord } from '../records';
import type { AppendOutcome } from '../store';
import { streamOf } from '../stream-id';

const SCANNED_AT_ONCE = 1_000;

/** What the MongoDB store keeps in its collections; several processes may have a store on it. Copies come in and go out. */
export class MemoryRecords implements NumberedRecords {
  private readonly byId = new Map<string, Numbered>();
  private readonly byStream = new Map<string, Numbered[]>();
  private readonly byWriter = new Map<number, Numbered[]>();
  private readonly gone = new Map<number, number>();
  private registered = 0;

  async register(): Promise<number> {
    await turn();
    return (this.registered += 1);
  }

  async leave([writer, wrote]: Mark): Promise<void> {
    await turn();
    this.gone.set(writer, wrote);
  }

  async writers(lowest: number): Promise<readonly Writer[]> {
    await turn();
    const ids = Array.from({ length: this.registered }, (_, index) => index + 1).filter((id) => id >= lowest);
    return ids.map((writer) => ({ writer, ageMs: 0, left: this.gone.has(writer), wrote: this.gone.get(writer) }));
  }

  async insert(numbered: readonly Numbered[], atomically: boolean): Promise<AppendOutcome> {
    await turn();
    const taken = this.firstTaken(numbered);
    if (taken !== -1 && atomically) return { kind: 'aborted' };
    const fitting = taken === -1 ? numbered : numbered.slice(0, taken);
    for (const each of fitting) this.keep({ ...each, record: copy(each.record) });
    return taken === -1 ? { kind: 'written' } : { kind: 'duplicate', written: taken };
  }

  async beyond(marks: readonly Mark[], limit: number): Promise<readonly Numbered[]> {
    await turn();
    const found = marks.flatMap(([writer, number]) => this.of(writer).filter(({ mark }) => mark[1] > number));
    return found.slice(0, limit).map((each) => ({ ...each, record: copy(each.record) }));
  }

  async heads(writers: readonly number[]): Promise<readonly Mark[]> {
    await turn();
    return writers.flatMap((writer) => {
      const last = this.of(writer).at(-1);
      return last === undefined ? [] : [last.mark];
    });
  }

  async marksOf(ids: readonly string[]): Promise<ReadonlyMap<string, Mark>> {
    await turn();
    return new Map(
      ids.flatMap((id) => {
        const kept = this.byId.get(id);
        return kept === undefined ? [] : [[id, kept.mark] as const];
      }),
    );
  }

  async page(after: string): Promise<ScanPage> {
    const records = await this.scan(after, SCANNED_AT_ONCE);
    const next = records.length === SCANNED_AT_ONCE ? records.at(-1)?._id : undefined;
    return next === undefined ? { records } : { records, next };
  }

  /** Records by `_id`, after that one. */
  async scan(after: string, limit: number): Promise<CommitRecord[]> {
    await turn();
    const ids = [...this.byId.keys()].filter((id) => id > after).sort();
    return ids.slice(0, limit).flatMap((id) => {
      const kept = this.byId.get(id);
      return kept === undefined ? [] : [copy(kept.record)];
    });
  }

  /** Records of a stream, ascending. Not to be changed. */
  stream(id: string): readonly Numbered[] {
    return this.byStream.get(id) ?? [];
  }

  has(id: string): boolean {
    return this.byId.has(id);
  }

  get size(): number {
    return this.byId.size;
  }

  private of(writer: number): readonly Numbered[] {
    return this.byWriter.get(writer) ?? [];
  }

  private firstTaken(numbered: readonly Numbered[]): number {
    const before = new Set<string>();
    return numbered.findIndex(({ record: { _id } }) => this.byId.has(_id) || before.size === before.add(_id).size);
  }

  private keep(numbered: Numbered): void {
    const { record, mark } = numbered;
    this.byId.set(record._id, numbered);
    append(this.byWriter, mark[0], numbered);
    const stream = append(this.byStream, streamOf(record), numbered);
    stream.sort((a, b) => a.record.version - b.record.version);
  }
}

function append<K>(lists: Map<K, Numbered[]>, key: K, numbered: Numbered): Numbered[] {
  const list = lists.get(key) ?? [];
  list.push(numbered);
  lists.set(key, list);
  return list;
}

/** As through a database: a copy, JSON only. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** An answer never comes in the same turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
