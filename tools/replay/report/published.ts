import { findEventContract, topics } from '@entrepot/contracts';
import mongoose from 'mongoose';

/** What the databases say: which events were recorded for which topic, and which inputs led to a decision of which service. */
export interface Recorded {
  /** Event ids by topic. */
  readonly published: ReadonlyMap<string, ReadonlySet<string>>;
  /** By service: ids of events that its decisions name as their cause. */
  readonly decidedOn: ReadonlyMap<string, ReadonlySet<string>>;
}

interface StoredRecord {
  readonly _id: string;
  readonly cause: { readonly source: string; readonly position?: readonly [number, number] };
  readonly events: readonly { readonly type: string }[];
}

const VERSION_DIGITS = 10;

function causeId({ source, position }: StoredRecord['cause']): string | undefined {
  if (!position) return undefined;
  return `${source}/${String(position[0]).padStart(VERSION_DIGITS, '0')}#${position[1]}`;
}

function addTo(sets: Map<string, Set<string>>, name: string, value: string): void {
  const known = sets.get(name);
  if (known) known.add(value);
  else sets.set(name, new Set([value]));
}

async function readService(
  collection: mongoose.mongo.Collection,
  { service, filter }: { readonly service: string; readonly filter: Readonly<Record<string, unknown>> },
  found: { published: Map<string, Set<string>>; decidedOn: Map<string, Set<string>> },
): Promise<void> {
  const fields = { _id: 1, 'cause.source': 1, 'cause.position': 1, 'events.type': 1 };
  const cursor = collection.find(filter, { projection: fields, readConcern: { level: 'majority' } });
  for await (const document of cursor) {
    const record = document as unknown as StoredRecord;
    const cause = causeId(record.cause);
    if (cause) addTo(found.decidedOn, service, cause);
    for (const [index, { type }] of record.events.entries()) {
      const topic = findEventContract(type)?.topic;
      if (topic) addTo(found.published, topic, `${record._id}#${index}`);
    }
  }
}

/** Reads the events collections of all services that own topics, directly: the report does not take the services' word. */
export async function readRecorded(
  mongoUri: string,
  databaseOf: (service: string) => string,
  filter: Readonly<Record<string, unknown>> = {},
): Promise<Recorded> {
  const connection = await mongoose.createConnection(mongoUri, { serverSelectionTimeoutMS: 5_000 }).asPromise();
  const found = { published: new Map<string, Set<string>>(), decidedOn: new Map<string, Set<string>>() };
  try {
    const services = [...new Set(topics().map(({ owner }) => owner))];
    for (const service of services) {
      const collection = connection.getClient().db(databaseOf(service)).collection('events');
      await readService(collection as unknown as mongoose.mongo.Collection, { service, filter }, found);
    }
  } finally {
    await connection.close();
  }
  return found;
}
