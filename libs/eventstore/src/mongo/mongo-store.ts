import type { Connection, Model, mongo } from 'mongoose';
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
import { insertOutcome } from './append-outcome';
import { ChangeLog } from './change-log';
import { collection, DURABLE, model, prepareModel } from './collections';
import { MongoSnapshots } from './mongo-snapshots';
import { RecordReader } from './record-reader';
import { Transactions } from './transaction';
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
  private readonly events: Model<CommitRecord>;
  private readonly snapshotted: MongoSnapshots;
  private readonly reader: RecordReader;
  private readonly transactions: Transactions<CommitRecord>;
  private readonly changes: LogFollower;
  private readonly answerMs: number;

  constructor(connection: Connection, { answerMs = 15_000, patienceMs = 60_000 }: MongoStoreOptions = {}) {
    super();
    this.answerMs = answerMs;
    this.events = model<CommitRecord>(connection, 'events', SHAPE);
    this.snapshotted = new MongoSnapshots(connection);
    this.reader = new RecordReader(this.collection, answerMs);
    const newSession = () => connection.getClient().startSession();
    this.transactions = new Transactions(newSession, this.collection, { answerMs, patienceMs });
    this.changes = new LogFollower(new ChangeLog(connection, this.events.collection.name, this.reader));
  }

  /** Creates the collections. */
  async prepare(): Promise<void> {
    await prepareModel(this.events);
    await prepareModel(this.snapshotted.model);
  }

  load(wanted: readonly Wanted[]): Promise<CommitRecord[][]> {
    return this.reader.load(wanted);
  }

  moved(heads: readonly Head[]): Promise<ReadonlySet<string>> {
    return this.reader.moved(heads);
  }

  async append(records: readonly CommitRecord[], atomically: boolean): Promise<AppendOutcome> {
    const documents = records as mongo.OptionalUnlessRequiredId<CommitRecord>[];
    if (atomically) return this.transactions.insert(documents);
    try {
      await within(this.answerMs, this.collection.insertMany(documents, { ...DURABLE, ordered: true }));
      return { kind: 'written' };
    } catch (error) {
      return insertOutcome(error);
    }
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
    return this.changes.follow(after, options);
  }

  here(): Promise<Position> {
    return this.changes.here();
  }

  size(): Promise<number> {
    return this.collection.estimatedDocumentCount();
  }

  private get collection(): mongo.Collection<CommitRecord> {
    return collection(this.events);
  }
}

const SHAPE = {
  merchantId: String,
  kind: String,
  key: String,
  version: Number,
  at: String,
  cause: { source: String, position: [Number], key: String, hash: String, trace: String },
  events: [{}],
  decision: String,
};
