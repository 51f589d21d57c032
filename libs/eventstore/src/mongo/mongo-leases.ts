import type { Connection, Model } from 'mongoose';
import { Leases, Positions } from '../side/leases';
import { collection, DURABLE, isDuplicate, MAJORITY, model, prepareModel } from './collections';

interface PositionDocument {
  readonly _id: string;
  readonly position: string;
}

interface LeaseDocument {
  readonly _id: string;
  readonly owner: string;
  readonly until: Date;
}

export class MongoPositions extends Positions {
  private readonly model: Model<PositionDocument>;

  constructor(connection: Connection) {
    super();
    this.model = model<PositionDocument>(connection, 'positions', { position: String });
  }

  prepare(): Promise<void> {
    return prepareModel(this.model);
  }

  async get(name: string): Promise<string | undefined> {
    return (await collection(this.model).findOne({ _id: name }, MAJORITY))?.position;
  }

  async named(prefix: string): Promise<ReadonlyMap<string, string>> {
    const range = { _id: { $gte: prefix, $lt: `${prefix}\uffff` } };
    const found = await collection(this.model).find(range, MAJORITY).sort({ _id: 1 }).toArray();
    return new Map(found.map(({ _id, position }) => [_id, position]));
  }

  async set(name: string, position: string): Promise<void> {
    await collection(this.model).updateOne({ _id: name }, { $set: { position } }, { ...DURABLE, upsert: true });
  }
}

/** One document per lease; whether it has run out is judged by the database's clock, in the write itself. */
export class MongoLeases extends Leases {
  private readonly model: Model<LeaseDocument>;

  constructor(connection: Connection) {
    super();
    this.model = model<LeaseDocument>(connection, 'leases', { owner: String, until: Date });
  }

  prepare(): Promise<void> {
    return prepareModel(this.model);
  }

  async take(name: string, owner: string, forMs: number): Promise<boolean> {
    try {
      return await this.tryTake(name, owner, forMs);
    } catch (error) {
      // Two created it at once: by now it is there.
      if (isDuplicate(error)) return this.tryTake(name, owner, forMs);
      throw error;
    }
  }

  async release(name: string, owner: string): Promise<void> {
    await collection(this.model).deleteOne({ _id: name, owner }, DURABLE);
  }

  private async tryTake(name: string, owner: string, forMs: number): Promise<boolean> {
    const me = { $literal: owner };
    const isMine = { $eq: ['$owner', me] };
    const isFree = { $lte: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] };
    const mayTake = { $or: [isMine, isFree] };
    const until = { $add: ['$$NOW', forMs] };
    const update = {
      $set: { owner: { $cond: [mayTake, me, '$owner'] }, until: { $cond: [mayTake, until, '$until'] } },
    };
    const options = { ...DURABLE, upsert: true, returnDocument: 'after' } as const;
    const lease = await collection(this.model).findOneAndUpdate({ _id: name }, [update], options);
    return lease?.owner === owner;
  }
}
