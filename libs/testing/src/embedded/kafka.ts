import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaConnection } from '@entrepot/messaging';
import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';
import { GuardedChild } from '../process/guarded-child';
import { LOOPBACK } from '../process/ports';
import { withProgress } from '../process/progress';
import type { Say } from '../process/progress';
import { lastLines, runCommand } from '../process/run-command';
import { ClassArchive } from './class-archive';
import { newClusterId } from './cluster-id';
import type { KafkaFiles } from './kafka-files';
import { prepareKafka } from './kafka-files';
import { brokerConnection, scramArguments, securitySettings, type KafkaSecurity } from './kafka-security';
import { kafkaSettings } from './kafka-settings';
import type { KafkaPorts } from './kafka-settings';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 4_000;
/** It writes its archive of classes first. */
const STOP_ARCHIVING_WITHIN_MS = 20_000;

export interface EmbeddedServer {
  /** What clients connect to: broker list or MongoDB URI. */
  readonly address: string;
  readonly pid: number | undefined;
  stop(): Promise<void>;
  unref(): void;
}

/** Kills a server the hard way; resolves when it is dead. */
export async function killed(server: EmbeddedServer): Promise<void> {
  const { pid } = server;
  // To stop it in order instead would be another thing than what was asked for.
  if (pid === undefined) throw new Error('there is no process to kill');
  process.kill(pid, 'SIGKILL');
  await server.stop();
}

export interface KafkaOptions {
  readonly ports: KafkaPorts;
  readonly folder: string;
  readonly say: Say;
  /** Without it the broker takes everybody. */
  readonly security?: KafkaSecurity;
  /** Further settings of the broker. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Nodes of one cluster have the same; a new one when not given. */
  readonly clusterId?: string;
  /** Leaves an archive of its classes behind, so that brokers start sooner from then on; it stops some seconds later for it. */
  readonly archivesClasses?: boolean;
}

/** Starts a real Kafka (KRaft, one node) whose data is in the folder, and waits until it answers. */
export async function startKafka(options: KafkaOptions): Promise<EmbeddedServer> {
  const files = await prepareKafka(options.say);
  await format(files, options);
  return withProgress(options.say, 'Starting Kafka', () => launch(files, options));
}

/**
 * It shares a small machine with everything else: the optimising compiler and the parallel collector cost more there than they bring, and
 * counters that nobody reads wake it twenty times a second.
 */
const SMALL_JVM = [
  ...['-Xmx512m', '-Xms64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
  ...['-XX:-UsePerfData', '-XX:+ExitOnOutOfMemoryError'],
];

/** A new data folder is formatted once, with a cluster id of its own; an old one keeps its id. */
async function format(files: KafkaFiles, options: KafkaOptions): Promise<void> {
  const { ports, folder, security } = options;
  mkdirSync(folder, { recursive: true });
  const settings = join(folder, 'server.properties');
  const logs = join(folder, 'logs');
  const secured = security && securitySettings(security, join(folder, 'tls'));
  const protocol = security ? 'SASL_SSL' : 'PLAINTEXT';
  writeFileSync(settings, kafkaSettings(ports, logs, { protocol, changes: { ...secured, ...options.settings } }));
  if (existsSync(join(logs, 'meta.properties'))) return;
  const flags = [...new ClassArchive(files.archive).toUse, '-XX:TieredStopAtLevel=1'];
  const tool = [...flags, '-cp', files.classPath, 'kafka.tools.StorageTool'];
  const users = security ? scramArguments(security) : [];
  const clusterId = options.clusterId ?? newClusterId();
  const result = await runCommand(files.java, [...tool, 'format', '-t', clusterId, '-c', settings, ...users]);
  if (result.code !== 0) throw new Error(`formatting Kafka's storage failed: ${lastLines(result.output)}`);
}

async function launch(files: KafkaFiles, options: KafkaOptions): Promise<EmbeddedServer> {
  const { ports, folder, security, archivesClasses = false } = options;
  const archive = new ClassArchive(files.archive);
  const isMaking = archivesClasses && archive.toUse.length === 0;
  const jvm = [...SMALL_JVM, ...(isMaking ? archive.toMake : archive.toUse), '-cp', files.classPath];
  const child = new GuardedChild({
    name: 'kafka',
    command: [files.java, ...jvm, 'kafka.Kafka', join(folder, 'server.properties')],
    logFile: join(folder, 'kafka.log'),
  });
  const address = `${LOOPBACK}:${ports.broker}`;
  try {
    await untilAnswering(security ? brokerConnection(address, security) : openConnection([address]), child);
  } catch (error) {
    await child.stop(0);
    throw error;
  }
  return {
    address,
    get pid() {
      return child.pid;
    },
    stop: async () => archive.keep(await child.stop(isMaking ? STOP_ARCHIVING_WITHIN_MS : STOP_WITHIN_MS)),
    unref: () => child.unref(),
  };
}

async function untilAnswering(connection: KafkaConnection, child: GuardedChild): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answersKafka(connection))) {
    if (!child.running) throw new Error(`Kafka ended while starting:\n${child.lastWords}`);
    if (Date.now() > deadline) throw new Error(`Kafka did not answer within a minute:\n${child.lastWords}`);
    await sleep(200);
  }
}

/** How brokers are reached that take everybody. */
export function openConnection(brokers: readonly string[]): KafkaConnection {
  return { brokers, clientId: 'entrepot-testing' };
}

/** True when a broker answers. Runs where jest resolves no libraries of ours yet, so the client is a plain one. */
export async function answersKafka({ brokers, ssl, sasl }: KafkaConnection): Promise<boolean> {
  const retry = { retries: 0 };
  const quick = { retry, logLevel: logLevel.NOTHING, connectionTimeout: 1_000 };
  const admin = new Kafka({ brokers: [...brokers], ssl, sasl, ...quick } as KafkaConfig).admin({ retry });
  try {
    await admin.connect();
    await admin.listTopics();
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
