import { readFileSync } from 'node:fs';
import { runningSystem } from '../../libs/testing/src/system/run-file';
import { EXIT, Failed } from './exit';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly url?: string;
  readonly key?: string;
  readonly json?: boolean;
  readonly everyMerchant?: boolean;
}

/** Whose key is taken of the system that `npm start` runs. */
export type Role = 'merchant' | 'operator';

/** The gateway and a key that it lets in. */
export interface Entrance {
  readonly url: string;
  readonly key: string;
}

/** Broker and database, told by the same variables as the services are told. */
export type BackendSettings = Readonly<Record<string, string | undefined>>;

/** From the options, else the environment, else the system that `npm start` runs in this checkout. */
export function entranceOf({ url, key }: GlobalOptions, role: Role): Entrance {
  const named = url ?? filled('ENTREPOT_URL');
  const shown = key ?? filled('ENTREPOT_KEY') ?? keyFromFile();
  const running = named === undefined ? runningSystem() : undefined;
  const address = named ?? running?.urls.gateway;
  if (address === undefined) {
    const remedy = 'give --url and --key (or ENTREPOT_URL and ENTREPOT_KEY), or run npm start';
    throw new Failed(`no system runs in this checkout: ${remedy}`, EXIT.unreachable);
  }
  if (!/^https?:\/\/[^/\s]+/.test(address) || !URL.canParse(address))
    throw new Failed(`--url must be http(s)://host:port, not ${address}`, EXIT.usage);
  const own = shown ?? (role === 'operator' ? running?.operatorKey : running?.key);
  if (own === undefined) throw new Failed('which key? give --key, ENTREPOT_KEY or ENTREPOT_KEY_FILE', EXIT.usage);
  // Else whoever sends it would say what is wrong with it, and quote it.
  if (!/^[\x21-\x7e]+$/.test(own))
    throw new Failed('the key must be one word of printable ASCII characters', EXIT.usage);
  return { url: address.replace(/\/+$/, ''), key: own };
}

/** Where Kafka and MongoDB are, when the command has to ask them itself. */
export function backendSettings(): BackendSettings {
  if (filled('KAFKA_BROKERS') !== undefined || filled('MONGODB_URI') !== undefined) return ofServices(process.env);
  const running = runningSystem();
  if (running === undefined) {
    const remedy = 'set KAFKA_BROKERS, MONGODB_URI and TOPIC_PREFIX as for the services, or run npm start';
    throw new Failed(`this command asks Kafka and MongoDB directly: ${remedy}`, EXIT.unreachable);
  }
  const { brokers, mongoUri, topicPrefix } = running;
  const found = { KAFKA_BROKERS: brokers, MONGODB_URI: mongoUri, TOPIC_PARTITIONS: '3' };
  return { ...ofServices(process.env), ...found, ...(topicPrefix && { TOPIC_PREFIX: topicPrefix }) };
}

/** Our own variables are none of the services'. */
function ofServices(environment: NodeJS.ProcessEnv): BackendSettings {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('ENTREPOT_')));
}

function keyFromFile(): string | undefined {
  const path = filled('ENTREPOT_KEY_FILE');
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Failed(`ENTREPOT_KEY_FILE cannot be read: ${(error as Error).message}`, EXIT.usage);
  }
}

function filled(name: string): string | undefined {
  const text = process.env[name]?.trim();
  return text === '' ? undefined : text;
}
