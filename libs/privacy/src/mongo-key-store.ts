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
