import { mongo, Schema, type Connection, type Model, type SchemaDefinition } from 'mongoose';
import { patchDriver } from './driver-patch';

export type Index = Readonly<Record<string, 1 | -1>>;

/** Every write is acknowledged by a majority and journalled: `j: false` would wait for the journal's timer instead. */
export const DURABLE = { writeConcern: { w: 'majority', j: true }, ignoreUndefined: true } as const;

/** Every read sees what a majority has, on the primary. */
export const MAJORITY = { readConcern: { level: 'majority' }, readPreference: 'primary' } as const;

const DUPLICATE_KEY = 11_000;

/**
 * A mongoose model; the same name gives the same model. The shape is there to be read and for its indexes: documents are
 * validated before they get here and go through the driver's collection.
 */
export function model<D extends { _id: string }>(
  connection: Connection,
  name: string,
  shape: SchemaDefinition,
  indexes: readonly Index[] = [],
): Model<D> {
  patchDriver();
  const known = connection.models[name];
  if (known !== undefined) return known as unknown as Model<D>;
  const options = { collection: name, autoIndex: false, autoCreate: false, versionKey: false, bufferCommands: false };
  const schema = new Schema({ _id: { type: String, required: true }, ...shape }, options as object);
  for (const index of indexes) schema.index(index);
  return connection.model(name, schema) as unknown as Model<D>;
}

/** The driver's collection of a model: no hydration, no casting. */
export function collection<D extends { _id: string }>(of: Model<D>): mongo.Collection<D> {
  return of.collection as unknown as mongo.Collection<D>;
}

/** Creates the collection and its indexes, if they are not there: by one command, as each waits for a majority and its journal. */
export async function prepareModel<D>(of: Model<D>, further: readonly Index[] = []): Promise<void> {
  const declared = of.schema.indexes() as [Index, mongo.IndexDescription][];
  const indexes = [...declared.map(([key, options]) => ({ ...options, key })), ...further.map((key) => ({ key }))];
  if (indexes.length === 0) await of.createCollection();
  else await of.collection.createIndexes(indexes);
}

/** Inserts what is not there yet. Returns the indexes of the documents that were there. */
export async function insertMissing<D extends { _id: string }>(
  into: mongo.Collection<D>,
  documents: readonly D[],
): Promise<number[]> {
  if (documents.length === 0) return [];
  try {
    await into.insertMany(documents as mongo.OptionalUnlessRequiredId<D>[], { ...DURABLE, ordered: false });
    return [];
  } catch (error) {
    return duplicatesOnly(error).map(({ index }) => index);
  }
}

/** The write errors of a bulk write if all of them are duplicates; throws the error otherwise. */
export function duplicatesOnly(error: unknown): mongo.WriteError[] {
  if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
  const errors = writeErrors(error);
  const isHarmless = errors.length > 0 && errors.every(({ code }) => code === DUPLICATE_KEY);
  if (!isHarmless || error.result.getWriteConcernError() !== undefined) throw error;
  return errors;
}

export function writeErrors(error: mongo.MongoBulkWriteError): mongo.WriteError[] {
  return [error.writeErrors].flat() as mongo.WriteError[];
}

export function isDuplicate(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
}
