import type { Connection, Model } from 'mongoose';
import type { Snapshot } from '../store';
import { recordId } from '../stream-id';
import { collection, insertMissing, MAJORITY, model } from './collections';

interface SnapshotDocument {
  readonly _id: string;
  readonly version: number;
  /** JSON text: a state may have any field names. */
  readonly state: string;
}

/** Folded states of long streams, insert-only. `_id` is stream, fold, version: the newest of a fold is one look-up. */
export class MongoSnapshots {
  readonly model: Model<SnapshotDocument>;

  constructor(connection: Connection) {
    this.model = model<SnapshotDocument>(connection, 'snapshots', { version: Number, state: String });
  }

  find(wanted: readonly Pick<Snapshot, 'stream' | 'fold'>[]): Promise<(Snapshot | undefined)[]> {
    return Promise.all(wanted.map((each) => this.newest(each)));
  }

  async keep(snapshots: readonly Snapshot[]): Promise<void> {
    const documents = snapshots.map(({ stream, fold, version, state }) => ({
      _id: recordId(`${stream}/${fold}`, version),
      version,
      state: JSON.stringify(state),
    }));
    await insertMissing(collection(this.model), documents);
  }

  private async newest({ stream, fold }: Pick<Snapshot, 'stream' | 'fold'>): Promise<Snapshot | undefined> {
    const prefix = `${stream}/${fold}`;
    const filter = { _id: { $gt: `${prefix}/`, $lt: `${prefix}0` } };
    const found = await collection(this.model).findOne(filter, { ...MAJORITY, sort: { _id: -1 } });
    return found === null
      ? undefined
      : { stream, fold, version: found.version, state: JSON.parse(found.state) as unknown };
  }
}
