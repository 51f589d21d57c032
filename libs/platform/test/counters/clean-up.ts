import { Kafka, logLevel } from 'kafkajs';
import { createConnection } from 'mongoose';
import type { Backend } from './running-counters';

/** Drops what services under this prefix have left on the shared backend. */
export async function cleanUp(prefix: string, { brokers, mongoUri }: Backend): Promise<void> {
  const connection = await createConnection(mongoUri, { dbName: `${prefix}-entrepot-counters` }).asPromise();
  await connection.dropDatabase();
  await connection.close();
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((name) => name.startsWith(`${prefix}-`));
  await admin.deleteTopics({ topics });
  await admin.disconnect();
}
