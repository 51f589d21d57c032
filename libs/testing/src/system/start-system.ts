import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBackends } from '../embedded/backends';
import type { BackendAddresses, Backends } from '../embedded/backends';
import { PlainFailure } from '../process/plain-failure';
import { silent, withProgress } from '../process/progress';
import type { Say } from '../process/progress';
import { admitMerchant, merchantKey, type AdmissionWanted } from './admit-merchant';
import { urlOf } from './environment';
import { freeSystemPorts } from './free-system-ports';
import { untilReady } from './readiness';
import { secretsIn } from './secrets';
import type { SystemSecrets } from './secrets';
import type { Ending, SupervisedProcess } from './supervised-process';
import { launchFleet, stopAll } from './fleet';
import type { Fleet } from './fleet';
import { SERVICE_NAMES } from './services';
import type { ServiceName, SystemPorts } from './services';

export const DEMO_MERCHANT = 'demo';
const OTHERS_FAIL_WITHIN_MS = 1_000;

export interface SystemOptions {
  /** Where Kafka, mongod and the logs live. The same folder again continues with the same data. */
  readonly dataDir: string;
  /** Free ones when not given. */
  readonly ports?: SystemPorts;
  /** All services when not given. */
  readonly services?: readonly ServiceName[];
  /** How many processes of a service; one where not said. */
  readonly processesPerService?: Partial<Record<ServiceName, number>>;
  /** Added to (and winning over) what every service is told. */
  readonly env?: Readonly<Record<string, string>>;
  /** Running servers to use instead of embedded ones. */
  readonly backends?: Partial<BackendAddresses>;
  /** Put in front of topics, groups and databases: needed when the backends are shared. */
  readonly topicPrefix?: string;
  readonly merchantId?: string;
  /** The file with keys and webhook secrets, made when missing; by default in the data folder. */
  readonly secretsFile?: string;
  /** Kafka leaves an archive of its classes behind: later starts are quicker. */
  readonly archivesClasses?: boolean;
  readonly say?: Say;
}

export interface RunningSystem extends BackendAddresses {
  /** The first process of each service. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** Every process of each started service, as they were at the start. */
  readonly instances: Readonly<Partial<Record<ServiceName, readonly string[]>>>;
  /** The API key of the merchant: issued by access, where it runs. */
  readonly key: string;
  /** Of a client of the operator, for what is about all merchants; where access does not run, the operator's own. */
  readonly operatorKey: string;
  /** What opens the sandbox's own doors: it has no part in access. */
  readonly sandboxKey: string;
  readonly merchantId: string;
  readonly secrets: SystemSecrets;
  /** The processes under supervision, backends included, by label (`orders`, `orders-2`, `kafka`, `mongod`). */
  pids(): Record<string, number | undefined>;
  /** How often each service process was started again. */
  restarts(): Record<string, number>;
  /** Kills one process the hard way, resolves when it is dead; the supervisor starts it again. `index` counts from 0. */
  kill(service: ServiceName, index?: number, signal?: NodeJS.Signals): Promise<Ending | undefined>;
  /** Starts further processes of a service, or makes the last ones leave; gives where those answer that there are now. */
  scale(service: ServiceName, count: number): Promise<readonly string[]>;
  /** Opens a further merchant and gives the key of a client that may do everything there; wants access. */
  admit(merchantId: string): Promise<string>;
  /** Resolves when every process of the service (of all, without an argument) answers that it is ready. */
  ready(service?: ServiceName): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts backends and services of this checkout (compiled to dist/) and supervises them; resolves when all are ready.
 * Everything ends with this process, however it ends.
 */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { dataDir, say = silent } = options;
  mkdirSync(dataDir, { recursive: true });
  const ports = options.ports ?? (await freeSystemPorts());
  const secrets = secretsIn(options.secretsFile ?? join(dataDir, 'secrets.json'));
  const backends = await startBackends({
    ...{ folder: dataDir, say, ports, external: options.backends },
    archivesClasses: options.archivesClasses,
  });
  let fleet: Fleet | undefined;
  try {
    fleet = await launchFleet({ ...options, say, ports, secrets, backends, merchantId: merchantOf(options) });
    await ready(fleet.all, say);
    const started = running(options, { ports, secrets, backends, fleet });
    if (fleet.of('access').length === 0) return started;
    const admission = admissionTo(started, dataDir);
    const keys = await withProgress(say, 'Letting the merchant in', () => admitMerchant(admission));
    return { ...started, ...keys };
  } catch (error) {
    await stopAll(fleet?.all ?? []);
    await backends.stop();
    throw error;
  }
}

const merchantOf = (options: SystemOptions): string => options.merchantId ?? DEMO_MERCHANT;

/** Where keys are made that every process knows, kept in the folder. */
function admissionTo({ urls, instances, merchantId, secrets }: RunningSystem, folder: string): AdmissionWanted {
  const doors = Object.values(instances).flat();
  return { access: urls.access, adminKey: secrets.accessAdminKey, merchantId, folder, doors };
}

/** Opens a further merchant in a system that has access. */
function admitTo(system: RunningSystem, merchantId: string, dataDir: string): Promise<string> {
  const folder = join(dataDir, 'merchants', merchantId);
  mkdirSync(folder, { recursive: true });
  return merchantKey(admissionTo({ ...system, merchantId }, folder));
}

async function allReady(services: readonly SupervisedProcess[]): Promise<void> {
  await Promise.all(services.map((service) => untilReady(service)));
}

/** Waits for all, and says which are still missing when it takes long. */
async function ready(services: readonly SupervisedProcess[], say: Say): Promise<void> {
  const missing = new Set(services.map(({ label }) => label));
  const failures: string[] = [];
  const wait = async (service: SupervisedProcess) => {
    await untilReady(service).catch((error: unknown) => failures.push((error as Error).message));
    missing.delete(service.label);
    if (failures.length === 0) return;
    // What ails one often ails others: they are told together.
    await sleep(OTHERS_FAIL_WITHIN_MS);
    throw new PlainFailure(failures.join('\n\n'));
  };
  const pending = () => `(waiting for ${[...missing].join(', ')})`;
  await withProgress(say, 'Starting services', () => Promise.all(services.map(wait)), pending);
}

interface Parts {
  readonly ports: SystemPorts;
  readonly secrets: SystemSecrets;
  readonly backends: Backends;
  readonly fleet: Fleet;
}

function running(options: SystemOptions, { ports, secrets, backends, fleet }: Parts): RunningSystem {
  const urls = Object.fromEntries(SERVICE_NAMES.map((name) => [name, urlOf(ports.services[name])]));
  const system: RunningSystem = {
    brokers: backends.brokers,
    mongoUri: backends.mongoUri,
    urls: urls as Record<ServiceName, string>,
    instances: fleet.instances(),
    key: secrets.apiKey,
    operatorKey: secrets.accessAdminKey,
    sandboxKey: secrets.apiKey,
    merchantId: merchantOf(options),
    secrets,
    pids: () => ({ ...fleet.pids(), ...backends.pids() }),
    restarts: () => fleet.restarts(),
    kill: async (service, index = 0, signal = 'SIGKILL') => fleet.of(service)[index]?.kill(signal),
    scale: async (service, count) => {
      await fleet.scale(service, count);
      return fleet.instances()[service] ?? [];
    },
    admit: (merchantId) => admitTo(system, merchantId, options.dataDir),
    ready: (service) => allReady(service ? fleet.of(service) : fleet.all),
    stop: async () => {
      await stopAll(fleet.all);
      await backends.stop();
    },
  };
  return system;
}
