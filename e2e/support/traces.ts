import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel, type Consumer, type KafkaMessage } from 'kafkajs';
import { createConnection, type mongo } from 'mongoose';

/** Where texts were found, by text: the name of a file, a collection or a topic. */
export type Traces = ReadonlyMap<string, readonly string[]>;

class Search {
  readonly found: Map<string, string[]>;

  constructor(texts: readonly string[]) {
    this.found = new Map(texts.map((text) => [text, []]));
  }

  in(place: string, content: Buffer | string): void {
    for (const [text, places] of this.found) if (content.includes(text)) places.push(place);
  }
}

/** Looks for texts in the bytes of all files of a folder. */
export function tracesInFiles(folder: string, texts: readonly string[]): Traces {
  const search = new Search(texts);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (statSync(path).isFile()) search.in(name, readFileSync(path));
  }
  return search.found;
}

/** Has a mongod write what it holds in memory to its data files. */
export async function writtenToFiles(uri: string): Promise<void> {
  await withMongo(uri, (client) => client.db('admin').command({ fsync: 1 }));
}

/** Looks for texts in every document of every collection of every database, the oplog included. */
export async function tracesInDatabases(uri: string, texts: readonly string[]): Promise<Traces> {
  const search = new Search(texts);
  await withMongo(uri, async (client) => {
    for (const { name } of (await client.db('admin').admin().listDatabases()).databases) {
      for (const collection of await client.db(name).collections()) {
        for await (const document of collection.find({})) search.in(collection.namespace, JSON.stringify(document));
      }
    }
  });
  return search.found;
}

async function withMongo<T>(uri: string, use: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const connection = await createConnection(uri).asPromise();
  return use(connection.getClient()).finally(() => connection.close());
}

/** Looks for texts in every message that can be read from every topic: keys, headers and bodies. */
export async function tracesInTopics(brokers: string, texts: readonly string[]): Promise<Traces> {
  const search = new Search(texts);
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const open = await endsOf(kafka);
  const consumer = kafka.consumer({ groupId: `traces-${Date.now()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  const topics = [...new Set([...open.keys()].map((key) => key.split(' ')[0] ?? ''))];
  await consumer.subscribe({ topics, fromBeginning: true });
  await readToEnds(consumer, open, (topic, message) => search.in(topic, contentOf(message)));
  await consumer.disconnect();
  return search.found;
}

/** By `<topic> <partition>`: the end of every partition that holds anything. */
async function endsOf(kafka: Kafka): Promise<Map<string, number>> {
  const admin = kafka.admin();
  await admin.connect();
  const open = new Map<string, number>();
  for (const topic of (await admin.listTopics()).filter((name) => !name.startsWith('__'))) {
    for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
      if (Number(high) > Number(low)) open.set(`${topic} ${partition}`, Number(high));
    }
  }
  await admin.disconnect();
  return open;
}

function readToEnds(
  consumer: Consumer,
  open: Map<string, number>,
  seen: (topic: string, message: KafkaMessage) => void,
) {
  return new Promise<void>((resolve, reject) => {
    if (open.size === 0) resolve();
    const eachMessage = ({
      topic,
      partition,
      message,
    }: {
      topic: string;
      partition: number;
      message: KafkaMessage;
    }) => {
      seen(topic, message);
      const key = `${topic} ${partition}`;
      if (Number(message.offset) + 1 >= (open.get(key) ?? 0)) open.delete(key);
      if (open.size === 0) resolve();
      return Promise.resolve();
    };
    consumer.run({ eachMessage }).catch(reject);
  });
}

function contentOf({ key, value, headers }: KafkaMessage): string {
  const told = Object.entries(headers ?? {}).map(([name, header]) => `${name}: ${String(header)}`);
  return [key?.toString(), value?.toString(), ...told].join('\n');
}
