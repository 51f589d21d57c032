import { findEventContract, topics } from '@entrepot/contracts';
import type { CommitRecord } from '@entrepot/eventstore';
import mongoose from 'mongoose';
import { Goods, GOODS_FIELDS } from './goods';
import { StreamCount, type StreamFigures } from './streams';

/** What the databases say. */
export interface Recorded {
  /** Event ids by topic. */
  readonly published: ReadonlyMap<string, ReadonlySet<string>>;
  /** By service: ids of events that its decisions name as their cause. */
  readonly decidedOn: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether each stream has every version, and each input once. */
  readonly streams: StreamFigures;
  readonly goods: Goods;
}

/** What is collected while records are read. */
class Finding {
  readonly published = new Map<string, Set<string>>();
  readonly decidedOn = new Map<string, Set<string>>();
  readonly streams = new StreamCount();
  readonly goods = new Goods();

  take(service: string, record: CommitRecord): void {
    this.streams.take(record);
    const cause = causeId(record.cause);
    if (cause) addTo(this.decidedOn, service, cause);
    for (const [index, event] of record.events.entries()) {
      const topic = findEventContract(event.type)?.topic;
      if (topic) addTo(this.published, topic, `${record._id}#${index}`);
      this.goods.take(event);
    }
  }
}

const FIELDS = {
  ...{ version: 1, decision: 1, 'cause.source': 1, 'cause.position': 1, 'cause.key': 1, 'events.type': 1 },
  ...Object.fromEntries(GOODS_FIELDS.map((field) => [`events.${field}`, 1])),
};

const VERSION_DIGITS = 10;

function causeId({ source, position }: CommitRecord['cause']): string | undefined {
  if (!position) return undefined;
  return `${source}/${String(position[0]).padStart(VERSION_DIGITS, '0')}#${position[1]}`;
}

function addTo(sets: Map<string, Set<string>>, name: string, value: string): void {
  const known = sets.get(name);
  if (known) known.add(value);
  else sets.set(name, new Set([value]));
}

/** Reads the events collections of all services that own topics, directly: the report does not take the services' word. */
export async function readRecorded(
  mongoUri: string,
  databaseOf: (service: string) => string,
  filter: Readonly<Record<string, unknown>> = {},
): Promise<Recorded> {
  const connection = await mongoose.createConnection(mongoUri, { serverSelectionTimeoutMS: 5_000 }).asPromise();
  const found = new Finding();
  try {
    const services = [...new Set(topics().map(({ owner }) => owner))];
    for (const service of services) {
      const events = connection.getClient().db(databaseOf(service)).collection('events');
      const options = { projection: FIELDS, sort: { _id: 1 }, readConcern: { level: 'majority' } } as const;
      for await (const record of events.find(filter, options)) found.take(service, record as unknown as CommitRecord);
    }
  } finally {
    await connection.close();
  }
  const { published, decidedOn, goods, streams } = found;
  return { published, decidedOn, goods, streams: streams.result() };
}
