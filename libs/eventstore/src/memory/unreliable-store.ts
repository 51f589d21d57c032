import type { CommitRecord } from '../records';
import {
  Store,
  type AppendOutcome,
  type FeedBatch,
  type FeedOptions,
  type Head,
  type Position,
  type Snapshot,
  type Wanted,
} from '../store';

/**
 * What goes wrong with one append.
 *
 * - `lost-before`: the request never arrived. `lost-after`: it was done, its answer was lost. `lost-half`: the connection
 *   broke in the middle (all or nothing if atomic: nothing). `late`: it arrives only with `landLate`. All look the same.
 * - `away`: the database could not be reached. `aborted`: a transaction met another.
 */
export type AppendFault = 'none' | 'lost-before' | 'lost-after' | 'lost-half' | 'late' | 'away' | 'aborted';

/** A store in front of another one that loses answers, for tests and simulations. */
export class UnreliableStore extends Store {
  /** Taken from the front, one per append. */
  readonly faults: AppendFault[] = [];
  /** So many of the next readings fail. */
  failingReads = 0;
  /** Records that the database would not take. */
  refuses: (record: CommitRecord) => boolean = () => false;
  /** Every append that was asked for. */
  readonly appends: { readonly records: readonly CommitRecord[]; readonly atomically: boolean }[] = [];
  /** Every keeping of snapshots, done or not. */
  readonly kept: Promise<void>[] = [];
  /** Runs before every append, e.g. to let another writer go first. */
  beforeAppend: () => Promise<void> = async () => undefined;
  /** Runs before every load. */
  beforeLoad: (wanted: readonly Wanted[]) => Promise<void> = async () => undefined;
  private readonly late: (() => Promise<AppendOutcome>)[] = [];

  constructor(private readonly inner: Store) {
    super();
  }

  /** Lets every late append arrive now. */
  async landLate(): Promise<void> {
    for (const land of this.late.splice(0)) await land();
  }

  async append(records: readonly CommitRecord[], atomically: boolean): Promise<AppendOutcome> {
    this.appends.push({ records, atomically });
    await this.beforeAppend();
    if (records.some(this.refuses)) return { kind: 'refused', written: 0, error: new Error('this record is refused') };
    return this.spoil(this.faults.shift() ?? 'none', records, atomically);
  }

  async load(wanted: readonly Wanted[]): Promise<CommitRecord[][]> {
    await this.beforeLoad(wanted);
    this.read();
    return this.inner.load(wanted);
  }

  async moved(heads: readonly Head[]): Promise<ReadonlySet<string>> {
    this.read();
    return this.inner.moved(heads);
  }

  snapshots(wanted: readonly Pick<Snapshot, 'stream' | 'fold'>[]): Promise<(Snapshot | undefined)[]> {
    return this.inner.snapshots(wanted);
  }

  keepSnapshots(snapshots: readonly Snapshot[]): Promise<void> {
    const keeping = this.inner.keepSnapshots(snapshots);
    this.kept.push(keeping);
    return keeping;
  }

  scan(after: string | undefined, limit: number): Promise<CommitRecord[]> {
    return this.inner.scan(after, limit);
  }

  feed(after?: string, options?: FeedOptions): AsyncIterable<FeedBatch> {
    return this.inner.feed(after, options);
  }

  here(): Promise<Position> {
    return this.inner.here();
  }

  size(): Promise<number> {
    return this.inner.size();
  }

  leave(): Promise<void> {
    return this.inner.leave();
  }

  private read(): void {
    if (this.failingReads === 0) return;
    this.failingReads -= 1;
    throw new Error('the database is away');
  }

  private async spoil(
    fault: AppendFault,
    records: readonly CommitRecord[],
    atomically: boolean,
  ): Promise<AppendOutcome> {
    const unknown: AppendOutcome = { kind: 'unknown', error: new Error('no answer') };
    switch (fault) {
      case 'none':
        return this.inner.append(records, atomically);
      case 'lost-before':
        return unknown;
      case 'lost-after':
        await this.inner.append(records, atomically);
        return unknown;
      case 'lost-half':
        if (!atomically) await this.inner.append(records.slice(0, Math.ceil(records.length / 2)), false);
        return unknown;
      case 'late':
        this.late.push(() => this.inner.append(records, atomically));
        return unknown;
      case 'away':
        return { kind: 'away', error: new Error('the database is away') };
      case 'aborted':
        return { kind: 'aborted' };
    }
  }
}
