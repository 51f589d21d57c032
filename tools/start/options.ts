import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { PlainFailure } from '../../libs/testing/src/process/plain-failure';
import { SERVICE_NAMES, isServiceName } from '../../libs/testing/src/system/services';
import type { ServiceName } from '../../libs/testing/src/system/services';
import { workspaceRoot } from '../../libs/testing/src/workspace/root';

type KnownSettings = typeof import('./known-settings');

export interface StartOptions {
  /** The first of the ports; `npm run status` asks there, and a browser is led to the gateway. */
  readonly port: number;
  /** Folder that keeps the data from one start to the next. */
  readonly persist?: string;
  readonly only: readonly ServiceName[];
  readonly settings: Readonly<Record<string, string>>;
  readonly seed: boolean;
}

const DEFAULT_PORT = 4600;
const LAST_BASE_PORT = 65_500;

export function parseStartOptions(args: readonly string[]): StartOptions {
  const command = new Command('npm start --')
    .description('Starts Kafka, MongoDB and all services on this machine and supervises them.')
    .option('--port <base>', 'first of the ports', asPort, DEFAULT_PORT)
    .option('--persist <folder>', 'keep the data in this folder from one start to the next')
    .option('--only <services>', `comma separated, of ${SERVICE_NAMES.join(', ')}`, asServices, [...SERVICE_NAMES])
    .option('--set <NAME=value>', 'a setting for the services, as often as wanted', asSetting, {})
    .option('--no-seed', 'do not seed the demo merchant');
  const given = command.parse([...args], { from: 'user' }).opts<Omit<StartOptions, 'settings'> & { set: object }>();
  const { set, persist, ...rest } = given;
  refuseUnknown(Object.keys(set));
  const folder = persist === undefined ? {} : { persist: resolve(persist) };
  return { ...rest, ...folder, settings: { ...fromEnvironment(), ...(set as Record<string, string>) } };
}

/** A service takes what it does not know for somebody else's; what is given here can only be meant for one of them. */
function refuseUnknown(names: readonly string[]): void {
  if (names.length === 0) return;
  // By its path: with the configurations of all services in its bundle every start would take longer.
  const { knownSettings } = require(join(workspaceRoot(), 'dist/tools/start/known-settings')) as KnownSettings;
  const known = knownSettings();
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new PlainFailure(`No service has a setting ${unknown.join(', ')}: docs/config.md lists all of them.`);
}

/** What a person may have set for the backbone as a whole before starting it. */
function fromEnvironment(): Record<string, string> {
  const { TOPIC_PREFIX, LOG_LEVEL } = process.env;
  const ofBackends = { ...connectionOf('KAFKA_BROKERS', 'KAFKA_'), ...connectionOf('MONGODB_URI', 'MONGODB_') };
  return { ...ofBackends, ...(TOPIC_PREFIX ? { TOPIC_PREFIX } : {}), ...(LOG_LEVEL ? { LOG_LEVEL } : {}) };
}

/** TLS, users and the like go with a server that is given; the embedded ones know nothing of them. */
function connectionOf(address: string, prefix: string): Record<string, string> {
  const { [address]: given, ...env } = process.env;
  const pairs = given ? Object.entries(env).filter(([key, value]) => key.startsWith(prefix) && value) : [];
  return Object.fromEntries(pairs) as Record<string, string>;
}

function asPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= LAST_BASE_PORT) return port;
  throw new InvalidArgumentError(`a port from 1024 to ${LAST_BASE_PORT} is needed.`);
}

function asServices(text: string): ServiceName[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !isServiceName(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`there is no service "${unknown}".`);
  return names.filter(isServiceName);
}

function asSetting(text: string, all: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new PlainFailure(`--set takes NAME=value, not "${text}".`);
  return { ...all, [name]: value };
}
