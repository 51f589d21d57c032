import { mongo } from 'mongoose';
import type { BackendAddresses } from '../../libs/testing/src/embedded/backends';
import { answersKafka, openConnection } from '../../libs/testing/src/embedded/kafka';
import { PlainFailure } from '../../libs/testing/src/process/plain-failure';

export interface BackendChoice {
  /** What was given and answers; what is missing is embedded. */
  readonly external: Partial<BackendAddresses>;
  /** One line for a person: which, and why. */
  readonly line: string;
}

/** KAFKA_BROKERS and MONGODB_URI point at running servers; whatever is not set is started here. */
export async function chooseBackends(env: NodeJS.ProcessEnv): Promise<BackendChoice> {
  const { KAFKA_BROKERS: brokers, MONGODB_URI: mongoUri } = env;
  // Where TLS or a user is needed, the check of the services says what is wrong.
  if (brokers && !env['KAFKA_TLS'] && !env['KAFKA_SASL_MECHANISM']) await requireKafka(brokers);
  if (mongoUri && !env['MONGODB_TLS'] && !env['MONGODB_USERNAME']) await requireReplicaSet(mongoUri);
  const kafka = brokers ? `Kafka at ${brokers} (KAFKA_BROKERS is set)` : 'embedded Kafka (KAFKA_BROKERS is not set)';
  const mongod = mongoUri
    ? `MongoDB at ${withoutPassword(mongoUri)} (MONGODB_URI is set)`
    : 'embedded mongod (MONGODB_URI is not set)';
  const external = { ...(brokers ? { brokers } : {}), ...(mongoUri ? { mongoUri } : {}) };
  return { external, line: `Backends: ${kafka}, ${mongod}.` };
}

const withoutPassword = (uri: string): string => uri.replace(/\/\/[^@/]*@/, '//***@');

async function requireKafka(brokers: string): Promise<void> {
  if (await answersKafka(openConnection(brokers.split(',')))) return;
  throw new PlainFailure(
    `No Kafka answers at KAFKA_BROKERS=${brokers}: start it or correct the address, or unset KAFKA_BROKERS for an embedded one.`,
  );
}

async function requireReplicaSet(uri: string): Promise<void> {
  const client = clientOf(uri);
  const hello = await client
    .db('admin')
    .command({ hello: 1 })
    .catch(() => undefined)
    .finally(() => client.close());
  const where = `MONGODB_URI=${withoutPassword(uri)}`;
  if (!hello) {
    throw new PlainFailure(
      `No MongoDB answers at ${where}: start it or correct the address, or unset MONGODB_URI for an embedded one.`,
    );
  }
  if (!hello['setName'] && hello['msg'] !== 'isdbgrid') {
    throw new PlainFailure(
      `The MongoDB at ${where} is not a replica set, so it has no transactions: start it with --replSet and initiate it.`,
    );
  }
}

function clientOf(uri: string): mongo.MongoClient {
  try {
    return new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 4_000 });
  } catch (error) {
    throw new PlainFailure(
      `MONGODB_URI=${withoutPassword(uri)} is no address of a MongoDB (${(error as Error).message}): correct it, or unset MONGODB_URI for an embedded one.`,
    );
  }
}
