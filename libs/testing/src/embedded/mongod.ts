import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GuardedChild } from '../process/guarded-child';
import { LOOPBACK } from '../process/ports';
import { withProgress } from '../process/progress';
import type { Say } from '../process/progress';
import type { EmbeddedServer } from './kafka';
import { prepareMongod } from './mongod-files';
import { obstacleToSecured, securityArguments, type MongodSecurity } from './mongod-security';
import { REPLICA_SET, answersMongo, obstacleToWriting } from './replica-set';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 4_000;
/** The default is half of the machine's memory; next to Kafka and a dozen services that is too much. */
const CACHE_GB = '0.4';
const OPLOG_MB = '1024';
/** By default a cache is swept all the time from a twentieth of changed pages on, which one so small always has (ADR 0041). */
const EVICTION = [
  'eviction_dirty_target=40,eviction_dirty_trigger=70,eviction_updates_target=30,eviction_updates_trigger=60',
  'eviction_target=90,eviction_trigger=97,eviction=(threads_min=1,threads_max=1)',
].join(',');
const UNCOMPRESSED = [
  ...['--wiredTigerCollectionBlockCompressor', 'none', '--wiredTigerJournalCompressor', 'none'],
  ...['--wiredTigerIndexPrefixCompression', 'false'],
];

export interface MongodOptions {
  readonly port: number;
  readonly folder: string;
  readonly say: Say;
  /** Without it mongod takes everybody. */
  readonly security?: MongodSecurity;
  /** False leaves it a server of its own, as one that somebody forgot to make a replica set. */
  readonly replicaSet?: boolean;
  /** Data and journal as they are, for tests that look for texts in the files. */
  readonly uncompressed?: boolean;
}

/** Starts a real mongod (a replica set of one, so that there are transactions). */
export async function startMongod(options: MongodOptions): Promise<EmbeddedServer> {
  const binary = await prepareMongod(options.say);
  return withProgress(options.say, 'Starting mongod', () => launchMongod(binary, options));
}

/** The same with a binary that is there; resolves when nothing is in the way of whoever wants to use it. */
export async function launchMongod(
  binary: string,
  options: MongodOptions,
  obstacle: () => Promise<string | undefined> = () => obstacleTo(options),
): Promise<EmbeddedServer> {
  const child = serverOf(binary, options);
  try {
    await untilUsable(obstacle, child);
  } catch (error) {
    await child.stop(0);
    throw error;
  }
  const { port, replicaSet = true } = options;
  return {
    address: `mongodb://${LOOPBACK}:${port}/${replicaSet ? `?replicaSet=${REPLICA_SET}` : ''}`,
    get pid() {
      return child.pid;
    },
    stop: async () => void (await child.stop(STOP_WITHIN_MS)),
    unref: () => child.unref(),
  };
}

function serverOf(binary: string, options: MongodOptions): GuardedChild {
  const { port, folder, security, replicaSet = true } = options;
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true });
  const network = ['--port', String(port), '--bind_ip', LOOPBACK, '--nounixsocket'];
  const storage = ['--dbpath', data, '--wiredTigerCacheSizeGB', CACHE_GB, '--oplogSize', OPLOG_MB];
  const cache = ['--wiredTigerEngineConfigString', EVICTION];
  const quiet = ['--quiet', '--setParameter', 'diagnosticDataCollectionEnabled=false'];
  const secured = security ? securityArguments(security, join(folder, 'tls')) : [];
  const plain = options.uncompressed === true ? UNCOMPRESSED : [];
  const set = replicaSet ? ['--replSet', REPLICA_SET] : [];
  return new GuardedChild({
    name: 'mongod',
    command: [binary, ...set, ...network, ...storage, ...cache, ...quiet, ...plain, ...secured],
    logFile: join(folder, 'mongod.log'),
  });
}

async function untilUsable(obstacleNow: () => Promise<string | undefined>, child: GuardedChild): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const obstacle = await obstacleNow();
    if (obstacle === undefined) return;
    if (!child.running) throw new Error(`mongod ended while starting:\n${child.lastWords}`);
    if (Date.now() > deadline)
      throw new Error(`mongod was not ready within a minute (${obstacle}):\n${child.lastWords}`);
    await sleep(200);
  }
}

async function obstacleTo({ port, security, replicaSet = true }: MongodOptions): Promise<string | undefined> {
  const host = `${LOOPBACK}:${port}`;
  if (!replicaSet) return (await answersMongo(`mongodb://${host}/`)) ? undefined : 'does not answer';
  return security ? obstacleToSecured(host, security) : obstacleToWriting(host);
}
