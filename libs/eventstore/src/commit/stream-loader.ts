import type { StreamType } from '@entrepot/kernel';
import type { CommitRecord } from '../records';
import type { Head, Snapshot, Store } from '../store';
import { weigh } from './weight';
import { fold, foldName, unborn, type Folded } from './fold';
import type { Gate } from './gate';

/** A stream that was read. With a `fault` it could not be folded, and `folded` is what it was before. */
export interface Loaded {
  readonly folded: Folded;
  readonly fault?: unknown;
}

interface Sought {
  readonly id: string;
  readonly type: StreamType<unknown>;
}

/** Reads and folds streams, from their newest snapshot if they are long. */
export class StreamLoader {
  private readonly foldNames = new Map<StreamType<unknown>, string>();

  constructor(
    private readonly store: Store,
    private readonly revision: string,
    private readonly guard: Gate['guard'],
  ) {}

  async load(sought: readonly Sought[]): Promise<Loaded[]> {
    const starts = await this.starts(sought);
    const wanted = sought.map(({ id }, index) => ({ stream: id, after: starts[index]?.version ?? 0 }));
    const records = await this.store.load(wanted);
    return sought.map(({ type }, index) => this.foldOn(type, starts[index] ?? unborn(type), records[index] ?? []));
  }

  /** What was recorded after a known fold. */
  async catchUp(known: readonly { stream: Sought; from: Folded }[]): Promise<Loaded[]> {
    const records = await this.store.load(
      known.map(({ stream, from }) => ({ stream: stream.id, after: from.version })),
    );
    return known.map(({ stream, from }, index) => this.foldOn(stream.type, from, records[index] ?? []));
  }

  /** The fold of a stream as it was at a version, and the record that led to it. */
  async loadAt(sought: Sought, version: number): Promise<{ folded: Folded; last?: CommitRecord }> {
    const [records = []] = await this.store.load([{ stream: sought.id, after: 0, upTo: version }]);
    return { folded: fold(sought.type, unborn(sought.type), records), last: records.at(-1) };
  }

  moved(heads: readonly Head[]): Promise<ReadonlySet<string>> {
    return this.store.moved(heads);
  }

  /** A snapshot of this fold. Throws if its state would not come back as it is. */
  snapshotOf({ id, type }: Sought, folded: Folded): Snapshot {
    weigh(folded.state);
    return { stream: id, fold: this.nameOf(type), version: folded.version, state: folded.state };
  }

  private async starts(sought: readonly Sought[]): Promise<(Folded | undefined)[]> {
    const long = sought.filter(({ type }) => type.long);
    if (long.length === 0) return [];
    const found = await this.store.snapshots(long.map(({ id, type }) => ({ stream: id, fold: this.nameOf(type) })));
    const byId = new Map(found.flatMap((snapshot) => (snapshot === undefined ? [] : [[snapshot.stream, snapshot]])));
    return sought.map(({ id, type }) => {
      const snapshot = byId.get(id);
      return snapshot && { ...unborn(type), version: snapshot.version, state: snapshot.state };
    });
  }

  private nameOf(type: StreamType<unknown>): string {
    const known = this.foldNames.get(type) ?? foldName(type, this.revision);
    this.foldNames.set(type, known);
    return known;
  }

  private foldOn(type: StreamType<unknown>, from: Folded, records: readonly CommitRecord[]): Loaded {
    try {
      const folded = fold(type, from, records);
      this.guard(folded.state);
      return { folded };
    } catch (fault) {
      return { folded: from, fault };
    }
  }
}
