import { loadAllContracts, topics, type Topic } from '@entrepot/contracts';
import { kafkaClient, TopicNames } from '@entrepot/messaging';
import { kafkaConnection } from '@entrepot/platform';
import { KafkaJSError, type Admin, type Kafka } from 'kafkajs';
import { backendConfig } from './backend-config';
import { EXIT, Failed } from './exit';

/** The brokers of a system, and how its topics and groups are called there. */
export interface Brokers {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly topicName: (name: string) => string;
  readonly groupName: (service: string) => string;
  readonly topics: readonly Topic[];
}

/** Works on the brokers that the settings name. Throws `Failed` where they are wrong, or nobody answers, at first or later. */
export async function withBrokers<T>(work: (brokers: Brokers) => Promise<T>): Promise<T> {
  const config = backendConfig();
  const kafka = kafkaClient({
    ...kafkaConnection(config, 'entrepot-cli'),
    retry: { retries: 2, initialRetryTime: 200 },
  });
  const admin = kafka.admin();
  await admin.connect().catch((error: unknown) => {
    const reason = (error as Error).message;
    throw new Failed(`no broker answers at ${config.kafkaBrokers.join(', ')}: ${reason}`, EXIT.unreachable);
  });
  loadAllContracts();
  const names = new TopicNames(config.topicPrefix);
  const named = (name: string) => names.full(name);
  try {
    return await work({ kafka, admin, topicName: named, groupName: named, topics: topics() });
  } catch (error) {
    throw inWords(error, config.kafkaBrokers);
  } finally {
    await admin.disconnect();
  }
}

/** Of a broker that answers late, not at all or no more: a sentence and a status of its own. Everything else is a bug, and stays one. */
export function inWords(error: unknown, brokers: readonly string[]): unknown {
  if (!(error instanceof KafkaJSError)) return error;
  return new Failed(`the brokers at ${brokers.join(', ')} do not answer: ${error.message}`, EXIT.unreachable);
}
