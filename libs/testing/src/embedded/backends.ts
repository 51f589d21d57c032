import { join } from 'node:path';
import { freePorts } from '../process/ports';
import type { Say } from '../process/progress';
import { startKafka } from './kafka';
import type { EmbeddedServer } from './kafka';
import { startMongod } from './mongod';

export interface BackendPorts {
  readonly kafka: number;
  readonly kafkaController: number;
  readonly mongod: number;
}

export interface BackendAddresses {
  /** Comma-separated list, as in KAFKA_BROKERS. */
  readonly brokers: string;
  /** Without a database: every service appends the name of its own. */
  readonly mongoUri: string;
}

export interface Backends extends BackendAddresses {
  pids(): Record<string, number | undefined>;
  stop(): Promise<void>;
  unref(): void;
}

export interface BackendOptions {
  /** Where both keep their data and logs. The same folder again continues with the same data. */
  readonly folder: string;
  readonly say: Say;
  /** Free ports when not given. */
  readonly ports?: BackendPorts;
  /** Addresses of servers that run already: those are used and not stopped. */
  readonly external?: Partial<BackendAddresses>;
  /** Kafka leaves an archive of its classes behind. */
  readonly archivesClasses?: boolean;
}

/** Starts what is not given: a real Kafka and a real mongod, both or one. They end with this process, however it ends. */
export async function startBackends(options: BackendOptions): Promise<Backends> {
  const { external = {}, folder, say, archivesClasses } = options;
  const ports = options.ports ?? (await anyPorts());
  const kafka = external.brokers
    ? given(external.brokers)
    : startKafka({
        ports: { broker: ports.kafka, controller: ports.kafkaController },
        folder: join(folder, 'kafka'),
        ...{ say, archivesClasses },
      });
  const mongod = external.mongoUri
    ? given(external.mongoUri)
    : startMongod({ port: ports.mongod, folder: join(folder, 'mongod'), say });
  return together(await allOrNone([kafka, mongod]));
}

async function anyPorts(): Promise<BackendPorts> {
  const [kafka = 0, kafkaController = 0, mongod = 0] = await freePorts(3);
  return { kafka, kafkaController, mongod };
}

/** When one server does not come up, the other must not stay behind. */
async function allOrNone(starting: Promise<EmbeddedServer>[]): Promise<EmbeddedServer[]> {
  const settled = await Promise.allSettled(starting);
  const started = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = settled.find((result) => result.status === 'rejected');
  if (!failed) return started;
  await Promise.all(started.map((server) => server.stop()));
  throw failed.reason;
}

const given = (address: string): Promise<EmbeddedServer> =>
  Promise.resolve({ address, pid: undefined, stop: () => Promise.resolve(), unref: () => undefined });

function together([kafka, mongod]: EmbeddedServer[]): Backends {
  if (!kafka || !mongod) throw new Error('both backends are needed');
  return {
    brokers: kafka.address,
    mongoUri: mongod.address,
    pids: () => ({ kafka: kafka.pid, mongod: mongod.pid }),
    stop: async () => void (await Promise.all([kafka.stop(), mongod.stop()])),
    unref: () => [kafka, mongod].forEach((server) => server.unref()),
  };
}
