import type { mongo } from 'mongoose';

/** A decision as it is stored. */
export interface StoredRecord {
  readonly _id: string;
  readonly merchantId: string;
  readonly key: string;
  readonly version: number;
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

/** A row of a view. */
export type Row = Readonly<Record<string, unknown>>;

/** Something that two books say differently. */
export interface Drift {
  readonly book: string;
  readonly merchantId: string;
  readonly of: string;
  readonly what: string;
  /** Of the events that say otherwise, the newest last. */
  readonly eventIds: readonly string[];
}

const MAJORITY = { readConcern: { level: 'majority' } } as const;

/** The records of all streams of a kind, stream by stream, in the order in which they were decided. */
export async function* recordsOf(database: mongo.Db, kind: string): AsyncGenerator<StoredRecord> {
  const cursor = database.collection('events').find({ kind }, MAJORITY).sort({ _id: 1 });
  for await (const document of cursor) yield document as unknown as StoredRecord;
}

/** The rows of a view, by merchant and the name that `nameOf` gives them. */
export async function rowsOf(
  database: mongo.Db,
  view: string,
  nameOf: (row: Row) => string,
): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  const cursor = database.collection(`view.${view}`).find({ merchantId: { $exists: true } }, MAJORITY);
  for await (const row of cursor) rows.set(`${row['merchantId']} ${nameOf(row)}`, row);
  return rows;
}
