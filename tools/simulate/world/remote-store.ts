import {
  Store,
  type AppendOutcome,
  type CommitRecord,
  type FeedBatch,
  type FeedOptions,
  type Head,
  type Position,
  type Snapshot,
  type Wanted,
} from '@entrepot/eventstore';
import { Recent } from '../../../libs/eventstore/src/feed/recent';
import { RecordFeed } from '../../../libs/eventstore/src/feed/record-feed';
import { RecordWriter } from '../../../libs/eventstore/src/feed/record-writer';
import type { Connection } from './connection';
import { RemoteRecords } from './remote-records';

/** The records of a service as one of its processes reaches them. */
export class RemoteStore extends Store {
  private readonly writer: RecordWriter;
  private readonly following: RecordFeed;

  constructor(private readonly connection: Connection) {
    super();
    const records = new RemoteRecords(connection);
    const recent = new Recent();
    this.writer = new RecordWriter(records, recent);
    this.following = new RecordFeed(records, recent);
  }

  load(wanted: readonly Wanted[]): Promise<CommitRecord[][]> {
    return this.connection.ask('load', (database) => database.load(wanted));
  }

  moved(heads: readonly Head[]): Promise<ReadonlySet<string>> {
    return this.connection.ask('moved', (database) => database.moved(heads));
  }

  append(records: readonly CommitRecord[], atomically: boolean): Promise<AppendOutcome> {
    return this.writer.append(records, atomically);
  }

  snapshots(wanted: readonly Pick<Snapshot, 'stream' | 'fold'>[]): Promise<(Snapshot | undefined)[]> {
    return this.connection.ask('snapshots', (database) => database.newestSnapshots(wanted));
  }

  keepSnapshots(snapshots: readonly Snapshot[]): Promise<void> {
    return this.connection.ask('keepSnapshots', (database) => database.keepSnapshots(snapshots));
  }

  scan(after: string | undefined, limit: number): Promise<CommitRecord[]> {
    return this.connection.ask('scan', (database) => database.scan(after).slice(0, limit));
  }

  feed(after?: Position, options: FeedOptions = {}): AsyncIterable<FeedBatch> {
    return this.following.follow(after, options);
  }

  here(): Promise<Position> {
    return this.following.here();
  }

  leave(): Promise<void> {
    return this.writer.leave();
  }

  size(): Promise<number> {
    return this.connection.ask('size', (database) => database.log.length);
  }
}
