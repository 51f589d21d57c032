import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BackendAddresses } from '../embedded/backends';
import { PlainFailure } from '../process/plain-failure';
import { freePort } from '../process/ports';
import type { Say } from '../process/progress';
import { workspaceRoot } from '../workspace/root';
import { SHUTDOWN_TIMEOUT_MS, environmentOf, inherited, ownEnvironment, urlOf } from './environment';
import type { Environment } from './environment';
import type { SystemSecrets } from './secrets';
import { SupervisedProcess } from './supervised-process';
import { AT_THE_DOOR, SERVICE_NAMES } from './services';
import type { ServiceName, SystemPorts } from './services';

/** About a thirtieth of the turn of who stands at the door, while both want one: there are five of them. */
const NICENESS_BEHIND = 15;

export interface LaunchOptions {
  readonly dataDir: string;
  readonly ports: SystemPorts;
  readonly services?: readonly ServiceName[];
  readonly processesPerService?: Partial<Record<ServiceName, number>>;
  readonly env?: Environment;
  readonly secrets: SystemSecrets;
  readonly backends: BackendAddresses;
  readonly merchantId: string;
  readonly topicPrefix?: string;
  readonly say: Say;
}

/** Makes a process of a service that is not started yet; counts from 0. */
type Maker = (name: ServiceName, index: number) => Promise<SupervisedProcess>;

/** The service processes of one system. */
export class Fleet {
  private readonly byName = new Map<ServiceName, SupervisedProcess[]>();

  constructor(private readonly make: Maker) {}

  async add(name: ServiceName): Promise<SupervisedProcess> {
    const process = await this.make(name, this.of(name).length);
    this.byName.set(name, [...this.of(name), process]);
    return process;
  }

  /** Starts further processes of a service, or stops the last ones; resolves when what is to leave has left. */
  async scale(name: ServiceName, count: number): Promise<void> {
    while (this.of(name).length < count) (await this.add(name)).start();
    const leaving = this.of(name).slice(count);
    this.byName.set(name, this.of(name).slice(0, count));
    await stopAll(leaving);
  }

  of(name: ServiceName): readonly SupervisedProcess[] {
    return this.byName.get(name) ?? [];
  }

  get all(): readonly SupervisedProcess[] {
    return [...this.byName.values()].flat();
  }

  instances(): Partial<Record<ServiceName, readonly string[]>> {
    const pairs = [...this.byName].map(([name, processes]) => [name, processes.map((process) => process.url)]);
    return Object.fromEntries(pairs) as Partial<Record<ServiceName, readonly string[]>>;
  }

  pids(): Record<string, number | undefined> {
    return Object.fromEntries(this.all.map((process) => [process.label, process.pid]));
  }

  restarts(): Record<string, number> {
    return Object.fromEntries(this.all.map((process) => [process.label, process.restartCount]));
  }
}

/** Starts the processes; they come up beside each other. */
export async function launchFleet(options: LaunchOptions): Promise<Fleet> {
  const { ports } = options;
  const urls = Object.fromEntries(SERVICE_NAMES.map((name) => [name, urlOf(ports.services[name])]));
  const services = options.services ?? SERVICE_NAMES;
  const hasAccess = services.includes('access');
  const shared = environmentOf({ ...options, urls: urls as Record<ServiceName, string>, hasAccess });
  const set = new Fleet(async (name, index) => {
    const port = index === 0 ? ports.services[name] : await freePort();
    return processOf(name, { index, port, shared }, options);
  });
  for (const name of services) {
    const count = options.processesPerService?.[name] ?? 1;
    for (let index = 0; index < count; index += 1) await set.add(name);
  }
  set.all.forEach((process) => process.start());
  return set;
}

interface Place {
  readonly index: number;
  readonly port: number;
  readonly shared: Environment;
}

function processOf(name: ServiceName, { index, port, shared }: Place, options: LaunchOptions): SupervisedProcess {
  const label = index === 0 ? name : `${name}-${index + 1}`;
  const entry = join(workspaceRoot(), 'dist/services', `${name}.js`);
  if (!existsSync(entry)) throw new PlainFailure(`${name} is not compiled: run npm run build first.`);
  return new SupervisedProcess({
    label,
    entry,
    url: urlOf(port),
    env: { ...inherited(), ...shared, ...ownEnvironment(name, options), ...options.env, PORT: String(port) },
    logFile: join(options.dataDir, 'logs', `${label}.log`),
    say: options.say,
    niceness: AT_THE_DOOR.has(name) ? 0 : NICENESS_BEHIND,
  });
}

export async function stopAll(services: readonly SupervisedProcess[]): Promise<void> {
  await Promise.all(services.map((service) => service.stop(SHUTDOWN_TIMEOUT_MS + 1_000)));
}
