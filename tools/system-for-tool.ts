import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runningSystem, startSystem, type ServiceName, type SystemOptions } from '@entrepot/testing';
import { stateFolder } from '../libs/testing/src/workspace/root';

/** A system that a tool works on: addresses, the merchant's key, and how its topics, groups and databases are called. */
export interface Target {
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly key: string;
  readonly sandboxKey: string;
  readonly merchantId: string;
  readonly backends: {
    readonly brokers: readonly string[];
    readonly mongoUri: string;
    readonly topic: (name: string) => string;
    readonly group: (service: string) => string;
    readonly database: (service: string) => string;
    readonly isForeign?: (id: string) => boolean;
    readonly records?: Readonly<Record<string, unknown>>;
  };
  /** Processes by label, for figures about them; unknown for a system that somebody else started. */
  readonly pids?: () => Record<string, number | undefined>;
}

interface Known {
  readonly urls: Target['urls'];
  readonly key: string;
  readonly sandboxKey: string;
  readonly merchantId: string;
  readonly brokers: string;
  readonly mongoUri: string;
  readonly topicPrefix?: string;
  readonly pids?: Target['pids'];
}

/** What tools know of a system. */
export function targetOf({ brokers, mongoUri, topicPrefix, pids, ...known }: Known): Target {
  const { urls, key, sandboxKey, merchantId } = known;
  const prefix = topicPrefix ? `${topicPrefix}-` : '';
  const backends = {
    brokers: brokers.split(','),
    mongoUri,
    topic: (name: string) => `${prefix}${name}`,
    group: (service: string) => `${prefix}${service}`,
    database: (service: string) => `${prefix}entrepot-${service}`,
  };
  return { urls, key, sandboxKey, merchantId, backends, ...(pids ? { pids } : {}) };
}

/** Works on a system that is started for it and stopped afterwards. */
export async function onOwnSystem<T>(
  work: (target: Target) => Promise<T>,
  wanted: Pick<SystemOptions, 'services' | 'processesPerService' | 'env'> = {},
): Promise<T> {
  mkdirSync(stateFolder(), { recursive: true });
  const dataDir = mkdtempSync(join(stateFolder(), 'tool-'));
  const system = await startSystem({ ...wanted, dataDir, say: (line) => console.error(line) });
  try {
    return await work(targetOf(system));
  } finally {
    await system.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Works on the system that `npm start` runs in this checkout, or on one of its own that is stopped afterwards. */
export async function withSystem<T>(work: (target: Target) => Promise<T>): Promise<T> {
  const running = runningSystem();
  if (!running) {
    console.error('No system runs in this checkout: starting one, which ends with this command.');
    return onOwnSystem(work);
  }
  console.error(`Using the system that runs at ${running.landing}.`);
  return work(targetOf(running));
}

/** The key that opens a service of the target. */
export function keyOf({ key, sandboxKey }: Pick<Target, 'key' | 'sandboxKey'>, service: ServiceName): string {
  return service === 'sandbox' ? sandboxKey : key;
}
