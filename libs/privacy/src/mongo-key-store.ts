import type { mongo } from 'mongoose';
import type { KeyStore, NewKey, StoredKey } from './key-store';

interface KeyDocument {
  readonly _id: string;
  readonly wrapped?: string;
  readonly createdAt?: Date;
  readonly destroyedAt?: Date;
}

const DURABLE = { writeConcern: { w: 'majority', j: true } } as const;
const MAJORITY = { readConcern: { level: 'majority' }, readPreference: 'primary' } as const;
const DUPLICATE_KEY = 11_000;

/** Keys in a collection that all services of a system share, in a database of its own: it can be guarded and backed up apart. */
export class MongoKeyStore implements KeyStore {
  private readonly keys: mongo.Collection<KeyDocument>;

  constructor(client: mongo.MongoClient, database: string) {
    this.keys = client.db(database).collection<KeyDocument>('keys');
  }

  async read(subjects: readonly string[]): Promise<StoredKey[]> {
    const found = await this.keys.find({ _id: { $in: [...subjects] } }, MAJORITY).toArray();
    return found.map(({ _id: subject, wrapped }) => ({ subject, ...(wrapped !== undefined && { wrapped }) }));
  }

  async add(keys: readonly NewKey[]): Promise<void> {
    const createdAt = new Date();
    const documents = keys.map(({ subject, wrapped }) => ({ _id: subject, wrapped, createdAt }));
    try {
      await this.keys.insertMany(documents, { ...DURABLE, ordered: false });
    } catch (error) {
      // Another process was first: its key counts. That it is on a majority too is what the read that follows sees to.
      if (!isOnlyDuplicates(error)) throw error;
    }
  }

  async destroy(subject: string): Promise<void> {
    const destroyedAt = { $ifNull: ['$destroyedAt', '$$NOW'] };
    const bury = () =>
      this.keys.updateOne({ _id: subject }, [{ $set: { destroyedAt } }, { $unset: 'wrapped' }], {
        ...DURABLE,
        upsert: true,
      });
    await bury().catch((error: unknown) => {
      // Somebody made a key at the same moment: by now it is there, and goes.
      if ((error as { code?: number }).code !== DUPLICATE_KEY) throw error;
      return bury();
    });
  }
}

function isOnlyDuplicates(error: unknown): boolean {
  const { writeErrors, result } = error as {
    readonly writeErrors?: unknown;
    readonly result?: { readonly getWriteConcernError?: () => unknown };
  };
  const errors = [writeErrors ?? []].flat() as readonly { readonly code?: number }[];
  const isAcknowledged = result?.getWriteConcernError?.() === undefined;
  return errors.length > 0 && isAcknowledged && errors.every(({ code }) => code === DUPLICATE_KEY);
}
