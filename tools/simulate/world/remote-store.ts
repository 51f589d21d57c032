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
import { LogFollower } from '../../../libs/eventstore/src/feed/log-follower';
import type { Actor } from '../engine/actor';
import type { Connection } from './connection';
import { RemoteLog } from './remote-log';

/** The records of a service as one of its processes reaches them. */
export class RemoteStore extends Store {
  private readonly follower: LogFollower;

  constructor(
    private readonly connection: Connection,
    owner: Actor,
  ) {
    super();
    this.follower = new LogFollower(new RemoteLog(connection, owner));
  }

  load(wanted: readonly Wanted[]): Promise<CommitRecord[][]> {
    return this.connection.ask('load', (database) => database.load(wanted));
  }

  moved(heads: readonly Head[]): Promise<ReadonlySet<string>> {
    return this.connection.ask('moved', (database) => database.moved(heads));
  }

  append(records: readonly CommitRecord[], atomically: boolean): Promise<AppendOutcome> {
    return this.connection.append(records, atomically);
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
    return this.follower.follow(after, options);
  }

  here(): Promise<Position> {
    return this.follower.here();
  }

  size(): Promise<number> {
    return this.connection.ask('size', (database) => database.log.length);
  }
}
