import { LogFollower } from '../feed/log-follower';
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
import { recordId, streamOf } from '../stream-id';
import { MemoryLog } from './memory-log';

/** The twin of the MongoDB store. Keeps copies, so that nobody can change what is recorded. */
export class MemoryStore extends Store {
  private readonly records = new Map<string, CommitRecord>();
  private readonly streams = new Map<string, CommitRecord[]>();
  private readonly kept = new Map<string, Snapshot>();
  private readonly log = new MemoryLog();
  private readonly follower = new LogFollower(this.log);

  async load(wanted: readonly Wanted[]): Promise<CommitRecord[][]> {
    await turn();
    return wanted.map(({ stream, after, upTo = Infinity, limit = Infinity }) => {
      const found = (this.streams.get(stream) ?? []).filter(({ version }) => version > after && version <= upTo);
      return found.slice(0, limit).map(copy);
    });
  }

  async moved(heads: readonly Head[]): Promise<ReadonlySet<string>> {
    await turn();
    const moved = heads.filter(({ stream, version }) => this.records.has(recordId(stream, version + 1)));
    return new Set(moved.map(({ stream }) => stream));
  }

  async append(records: readonly CommitRecord[], atomically: boolean): Promise<AppendOutcome> {
    await turn();
    const taken = this.firstTaken(records);
    if (taken !== -1 && atomically) return { kind: 'aborted' };
    const fitting = taken === -1 ? records : records.slice(0, taken);
    for (const record of fitting) this.insert(copy(record));
    return taken === -1 ? { kind: 'written' } : { kind: 'duplicate', written: taken };
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

  async scan(after: string | undefined, limit: number): Promise<CommitRecord[]> {
    await turn();
    const ids = [...this.records.keys()].filter((id) => after === undefined || id > after).sort();
    return ids
      .slice(0, limit)
      .flatMap((id) => this.records.get(id) ?? [])
      .map(copy);
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

  /** The log forgets what is in it by now, as a database's does when it is full. */
  rollOver(): void {
    this.log.rollOver();
  }

  private firstTaken(records: readonly CommitRecord[]): number {
    const before = new Set<string>();
    return records.findIndex(({ _id }) => this.records.has(_id) || before.size === before.add(_id).size);
  }

  private insert(record: CommitRecord): void {
    this.records.set(record._id, record);
    const stream = this.streams.get(streamOf(record)) ?? [];
    stream.push(record);
    stream.sort((a, b) => a.version - b.version);
    this.streams.set(streamOf(record), stream);
    this.log.add(record);
  }
}

/** As through a database: a copy, JSON only. */
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** An answer never comes in the same turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
