import type { Connection } from 'mongoose';
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
import { prepareModel } from './collections';
import { MongoRecords } from './mongo-records';
import { MongoSnapshots } from './mongo-snapshots';
import { PrimaryTerm } from './primary-term';
import { RecordReader } from './record-reader';
import { within } from './within';

export interface MongoStoreOptions {
  /** Milliseconds to wait for one answer before it counts as lost; 15,000. */
  readonly answerMs?: number;
  /** Milliseconds for which an unanswered transaction commit is repeated; 60,000. */
  readonly patienceMs?: number;
}

/**
 * Records in the collection `events`, one document each, which is the outbox too. The connection must be to a replica set;
 * set `socketTimeoutMS` and `serverSelectionTimeoutMS` (2,000 to 5,000) on it.
 */
export class MongoStore extends Store {
  private readonly records: MongoRecords;
  private readonly snapshotted: MongoSnapshots;
  private readonly reader: RecordReader;
  private readonly writer: RecordWriter;
  private readonly following: RecordFeed;
  private readonly answerMs: number;
  /** That of the primary it reads. */
  readonly term: PrimaryTerm;

  constructor(connection: Connection, { answerMs = 15_000, patienceMs = 60_000 }: MongoStoreOptions = {}) {
    super();
    this.answerMs = answerMs;
    this.term = PrimaryTerm.of(connection, answerMs);
    const { term } = this;
    this.records = new MongoRecords(connection, term, { answerMs, patienceMs });
    this.snapshotted = new MongoSnapshots(connection);
    const recent = new Recent();
    this.writer = new RecordWriter(this.records, recent);
    this.following = new RecordFeed(this.records, recent);
    this.reader = new RecordReader(this.records.records, term, answerMs, (numbered) => this.writer.saw(numbered));
  }

  /** Creates the collections. */
  async prepare(): Promise<void> {
    await this.records.prepare();
    await prepareModel(this.snapshotted.model);
  }

  load(wanted: readonly Wanted[]): Promise<CommitRecord[][]> {
    return this.reader.load(wanted);
  }

  moved(heads: readonly Head[]): Promise<ReadonlySet<string>> {
    return this.reader.moved(heads);
  }

  append(records: readonly CommitRecord[], atomically: boolean): Promise<AppendOutcome> {
    return this.writer.append(records, atomically);
  }

  snapshots(wanted: readonly Pick<Snapshot, 'stream' | 'fold'>[]): Promise<(Snapshot | undefined)[]> {
    return within(this.answerMs, this.snapshotted.find(wanted));
  }

  keepSnapshots(snapshots: readonly Snapshot[]): Promise<void> {
    return this.snapshotted.keep(snapshots);
  }

  scan(after: string | undefined, limit: number): Promise<CommitRecord[]> {
    return this.reader.scan(after ?? '', limit);
  }

  feed(after?: string, options: FeedOptions = {}): AsyncIterable<FeedBatch> {
    return this.following.follow(after, options);
  }

  here(): Promise<Position> {
    return this.following.here();
  }

  size(): Promise<number> {
    return this.records.records.estimatedDocumentCount();
  }

  leave(): Promise<void> {
    return this.writer.leave();
  }
}
