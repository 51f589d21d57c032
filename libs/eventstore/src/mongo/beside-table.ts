import { mongo } from 'mongoose';
import { BesideGone } from '../side/view-table';
import { DURABLE, MAJORITY, writeErrors } from './collections';

const NO_COLLECTION = 26;
const PLAN_KILLED = 175;
const MOST_TRIES = 5;
/** Belongs to no merchant, so that no query meets it. */
const MADE = '/made';

interface Marked {
  readonly _id: string;
  readonly version: number;
}

type Rows = mongo.Collection<Marked>;

/** Drops every collection whose name begins like this. */
export async function dropAll(db: mongo.Db, prefix: string): Promise<void> {
  const named = { name: { $gte: prefix, $lt: `${prefix}\uffff` } };
  for (const { name } of await db.listCollections(named, { nameOnly: true }).toArray()) {
    await db.dropCollection(name).catch((error: unknown) => {
      if (codeOf(error) !== NO_COLLECTION) throw error;
    });
  }
}

/**
 * Marks a table as one that was made to take the place of another. Who writes late to one that is dropped makes it again, without this.
 * Its version is another one every time: whoever keeps a copy of the rows sees by their sum that the table is another one.
 */
export async function markMade<D extends Marked>(rows: mongo.Collection<D>): Promise<void> {
  await (rows as unknown as Rows).insertOne({ _id: MADE, version: Date.now() }, DURABLE);
}

/** Renames a table that was marked, whoever has the name now. */
export async function putInPlace<D extends Marked>(rows: mongo.Collection<D>, name: string): Promise<void> {
  if ((await (rows as unknown as Rows).findOne({ _id: MADE }, MAJORITY)) === null) throw new BesideGone(name);
  await rows.rename(name, { dropTarget: true }).catch((error: unknown) => {
    throw codeOf(error) === NO_COLLECTION ? new BesideGone(name) : error;
  });
}

/** What was under way when another table took the place of the one that it was about is ended by the server: it begins anew. */
export async function overReplacing<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isOfReplaced(error) || tries === MOST_TRIES) throw error;
    }
  }
}

/** A write of many is called after its first error, whatever befell the others. */
function isOfReplaced(error: unknown): boolean {
  const single = error instanceof mongo.MongoBulkWriteError ? writeErrors(error) : [];
  return [error, ...single].some((each) => codeOf(each) === PLAN_KILLED);
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
