import type { Numbered } from '../feed/numbered';
import { Recent } from '../feed/recent';
import { RecordFeed } from '../feed/record-feed';
import { RecordWriter } from '../feed/record-writer';
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
import { recordId } from '../stream-id';
import { copy, MemoryRecords, turn } from './memory-records';

/** The twin of the MongoDB store. Keeps copies, so that nobody can change what is recorded. */
export class MemoryStore extends Store {
  private readonly writer: RecordWriter;
  private readonly follower: RecordFeed;

  constructor(
    private readonly records = new MemoryRecords(),
    private readonly kept = new Map<string, Snapshot>(),
  ) {
    super();
    const recent = new Recent();
    this.writer = new RecordWriter(records, recent);
    this.follower = new RecordFeed(records, recent);
  }

  /** The store of another process on the same database. */
  beside(): MemoryStore {
    return new MemoryStore(this.records, this.kept);
  }

  async load(wanted: readonly Wanted[]): Promise<CommitRecord[][]> {
    await turn();
    return wanted.map(({ stream, after, upTo = Infinity, limit = Infinity }) => {
      const isWanted = ({ record: { version } }: Numbered) => version > after && version <= upTo;
      const found = this.records.stream(stream).filter(isWanted).slice(0, limit);
      const newest = found.at(-1);
      if (newest !== undefined) this.writer.saw(newest);
      return found.map(({ record }) => copy(record));
    });
  }

  async moved(heads: readonly Head[]): Promise<ReadonlySet<string>> {
    await turn();
    const moved = heads.filter(({ stream, version }) => this.records.has(recordId(stream, version + 1)));
    return new Set(moved.map(({ stream }) => stream));
  }

  append(records: readonly CommitRecord[], atomically: boolean): Promise<AppendOutcome> {
    return this.writer.append(records, atomically);
  }

  async snapshots(wanted: readonly Pick<Snapshot, 'stream' | 'fold'>[]): Promise<(Snapshot | undefined)[]> {
    await turn();
    return wanted.map(({ stream, fold }) => {
      const found = [...this.kept.values()].filter((each) => each.stream === stream && each.fold === fold);
      return found.sort((a, b) => b.version - a.version).map(copy)[0];
    });
  }

  async keepSnapshots(snapshots: readonly Snapshot[]): Promise<void> {
    await turn();
    for (const each of snapshots) {
      const id = `${each.stream}/${each.fold}/${each.version}`;
      if (!this.kept.has(id)) this.kept.set(id, copy(each));
    }
  }

  scan(after: string | undefined, limit: number): Promise<CommitRecord[]> {
    return this.records.scan(after ?? '', limit);
  }

  feed(after?: string, options: FeedOptions = {}): AsyncIterable<FeedBatch> {
    return this.follower.follow(after, options);
  }

  here(): Promise<Position> {
    return this.follower.here();
  }

  async size(): Promise<number> {
    return this.records.size;
  }

  leave(): Promise<void> {
    return this.writer.leave();
  }
}
