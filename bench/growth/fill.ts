import mongoose, { type mongo } from 'mongoose';
import type { Target } from '../../tools/system-for-tool';
import { Templates, type Edition } from './copies';

/** Writer 0 is nobody: relays read what registered writers wrote, and count from 1. */
const NOBODY = 0;
const SERVICES = ['catalog', 'inventory', 'orders', 'payments', 'logistics', 'returns'] as const;
/** Moments are spread over the week before. */
const WITHIN_MS = 7 * 24 * 3_600_000;

type Row = Record<string, unknown> & { readonly _id: string };

/** A collection whose documents are copied. */
interface Source {
  readonly into: mongo.Collection<Row>;
  readonly texts: readonly number[];
  readonly isOfRecords: boolean;
  /** Of the last record that was written. */
  number: number;
}

export interface Filled {
  readonly editions: readonly Edition[];
  readonly documents: number;
  readonly seconds: number;
}

/**
 * Stores copies of all that the templates left in events and views, so often that there are `orders` more. Timers are left out:
 * those of an order that was delivered long ago have rung. Nothing is published.
 */
export async function fill(target: Target, sourceOrderIds: readonly string[], orders: number): Promise<Filled> {
  const started = performance.now();
  const connection = await mongoose.createConnection(target.backends.mongoUri).asPromise();
  try {
    const templates = new Templates(target.merchantId, sourceOrderIds);
    const sources: Source[] = [];
    for (const service of SERVICES) {
      const database = connection.getClient().db(target.backends.database(service));
      sources.push(...(await sourcesIn(database as unknown as mongo.Db, templates)));
    }
    const count = Math.ceil(orders / sourceOrderIds.length);
    const editions = Array.from({ length: count }, (_, index): Edition => {
      return { number: index + 1, earlierMs: Math.round(((index + 1) * WITHIN_MS) / count) };
    });
    const documents = await writeAll(sources, templates, editions);
    return { editions, documents, seconds: Math.round((performance.now() - started) / 1_000) };
  } finally {
    await connection.close();
  }
}

async function sourcesIn(database: mongo.Db, templates: Templates): Promise<Source[]> {
  const names = (await database.listCollections().toArray()).map(({ name }) => name);
  const sources: Source[] = [];
  for (const name of names.filter((each) => each === 'events' || each.startsWith('view.')).sort()) {
    const into = database.collection<Row>(name);
    const texts = (await into.find().toArray())
      .map((row) => JSON.stringify(row))
      .filter((text) => templates.isTheirs(text));
    const numbers = texts.map((text) => templates.add(text));
    if (numbers.length > 0) sources.push({ into, texts: numbers, isOfRecords: name === 'events', number: 0 });
  }
  return sources;
}

async function writeAll(
  sources: readonly Source[],
  templates: Templates,
  editions: readonly Edition[],
): Promise<number> {
  let documents = 0;
  // Services read what is on a majority: when the last edition is, so is everything before it.
  const safely = (index: number) =>
    ({ ...FAST, writeConcern: { w: index + 1 < editions.length ? 1 : 'majority' } }) as const;
  let writing: Promise<unknown> = Promise.resolve();
  for (const [index, edition] of editions.entries()) {
    const write = templates.edition(edition);
    const made = sources.map((source) => ({ into: source.into, rows: rowsOf(source, write) }));
    // The database writes one edition while the next one is made.
    await writing;
    writing = Promise.all(
      made.map(({ into, rows }) => into.insertMany(rows as mongo.OptionalUnlessRequiredId<Row>[], safely(index))),
    );
    // Who waits for it hears of a failure; until then nobody does.
    writing.catch(() => undefined);
    documents += made.reduce((sum, { rows }) => sum + rows.length, 0);
    if (index % 50 === 49) console.error(`stored ${index + 1} of ${editions.length} copies of the templates`);
  }
  await writing;
  return documents;
}

const FAST = { ordered: false } as const;

function rowsOf(source: Source, write: (text: number) => string): Row[] {
  return source.texts.map((text) => {
    const row = JSON.parse(write(text)) as Row;
    if (!source.isOfRecords) return row;
    const { past: _, ...record } = row;
    return { ...record, by: NOBODY, no: (source.number += 1) } as Row;
  });
}
