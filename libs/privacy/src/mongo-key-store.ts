import type { mongo } from 'mongoose';
import type { KeyStore, NewKey, RewrappedKey, StoredKey } from './key-store';

interface KeyDocument {
  readonly _id: string;
  readonly wrapped?: string;
  readonly createdAt?: Date;
  readonly destroyedAt?: Date;
}

const DURABLE = { writeConcern: { w: 'majority', j: true } } as const;
const MAJORITY = { readConcern: { level: 'majority' }, readPreference: 'primary' } as const;
/** Of what needs not be the newest: whoever serves is left alone where that can be. */
const ASIDE = { readPreference: 'secondaryPreferred' } as const;
const DUPLICATE_KEY = 11_000;
const TOOK_TOO_LONG = 50;

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

  async add(keys: readonly NewKey[]): Promise<string[]> {
    const createdAt = new Date();
    const documents = keys.map(({ subject, wrapped }) => ({ _id: subject, wrapped, createdAt }));
    try {
      await this.keys.insertMany(documents, { ...DURABLE, ordered: false });
      return [];
    } catch (error) {
      const duplicates = onlyDuplicates(error);
      if (duplicates === undefined) throw error;
      return duplicates.map((index) => keys[index]!.subject);
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

  size(): Promise<number> {
    return this.keys.estimatedDocumentCount();
  }

  async page(after: string, limit: number): Promise<NewKey[]> {
    const wanted = { _id: { $gt: after }, wrapped: { $exists: true } };
    const found = await this.keys.find(wanted, MAJORITY).sort({ _id: 1 }).limit(limit).toArray();
    return found.map(asNewKey);
  }

  async rewrap(keys: readonly RewrappedKey[]): Promise<number> {
    if (keys.length === 0) return 0;
    const updates = keys.map(({ subject, wrapped, anew }) => ({
      updateOne: { filter: { _id: subject, wrapped }, update: { $set: { wrapped: anew } } },
    }));
    const { modifiedCount } = await this.keys.bulkWrite(updates, { ...DURABLE, ordered: false });
    return modifiedCount;
  }

  async stranger(masterKeyIds: readonly string[], withinMs: number): Promise<NewKey | undefined> {
    const known = masterKeyIds.map((id) => new RegExp(`^${id.replace(/[^\w-]/g, '\\$&')}\\.`));
    const wanted = { wrapped: { $exists: true, $nin: known } };
    try {
      const found = await this.keys.findOne(wanted, { ...ASIDE, maxTimeMS: withinMs });
      return found === null ? undefined : asNewKey(found);
    } catch (error) {
      if ((error as { code?: number }).code === TOOK_TOO_LONG) return undefined;
      throw error;
    }
  }
}

function asNewKey({ _id: subject, wrapped = '' }: KeyDocument): NewKey {
  return { subject, wrapped };
}

interface WriteProblem {
  readonly code?: number;
  /** Of the document, among those that were to be inserted. */
  readonly index: number;
}

/** Which documents were there before; undefined when something else went wrong too. */
function onlyDuplicates(error: unknown): number[] | undefined {
  const { writeErrors, result } = error as {
    readonly writeErrors?: WriteProblem | readonly WriteProblem[];
    readonly result?: { readonly getWriteConcernError?: () => unknown };
  };
  const errors = [writeErrors ?? []].flat();
  const isAcknowledged = result?.getWriteConcernError?.() === undefined;
  if (errors.length === 0 || !isAcknowledged || errors.some(({ code }) => code !== DUPLICATE_KEY)) return undefined;
  return errors.map(({ index }) => index);
}
