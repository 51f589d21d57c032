import { Kafka, logLevel } from 'kafkajs';
import { createConnection } from 'mongoose';
import type { BackendAddresses } from '../embedded/backends';

/** Drops the databases and topics that services under this prefix have left on a backend that others use too. */
export async function cleanUp(prefix: string, { brokers, mongoUri }: BackendAddresses): Promise<void> {
  const connection = await createConnection(mongoUri).asPromise();
  const { databases } = await connection.listDatabases();
  const ours = databases.filter(({ name }) => name.startsWith(`${prefix}-`));
  for (const { name } of ours) await connection.useDb(name).dropDatabase();
  await connection.close();
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((name) => name.startsWith(`${prefix}-`));
  if (topics.length > 0) await admin.deleteTopics({ topics });
  await admin.disconnect();
}
