import { join } from 'node:path';
import { OPERATOR } from '@entrepot/contracts/access';
import type { BackendAddresses } from '../embedded/backends';
import { LOOPBACK } from '../process/ports';
import type { SystemSecrets } from './secrets';
import { SERVICE_NAMES } from './services';
import type { ServiceName } from './services';

/** Leaving takes this long at most; the supervisor kills what is still there a little later. */
export const SHUTDOWN_TIMEOUT_MS = 6_000;
/** A process that was killed gives its partitions to the one that follows it after this time. */
const SESSION_TIMEOUT_MS = 10_000;

export type Environment = Readonly<Record<string, string>>;

export interface EnvironmentParts {
  readonly backends: BackendAddresses;
  readonly secrets: SystemSecrets;
  readonly merchantId: string;
  /** The first process of each service: where the others reach it. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly topicPrefix?: string;
  /** Access runs: keys are those that it issues. */
  readonly hasAccess: boolean;
}

export const urlOf = (port: number): string => `http://${LOOPBACK}:${port}`;

/** What every service is told. Each one reads what it declares in its config class. */
export function environmentOf(parts: EnvironmentParts): Environment {
  const { backends, secrets, merchantId, urls, topicPrefix, hasAccess } = parts;
  const fixedKeys = `${merchantId}:${secrets.apiKey}`;
  const addresses = SERVICE_NAMES.map((name) => [`${name.toUpperCase()}_URL`, urls[name]]);
  return {
    ...(Object.fromEntries(addresses) as Environment),
    SERVICE_HOST: LOOPBACK,
    KAFKA_BROKERS: backends.brokers,
    MONGODB_URI: backends.mongoUri,
    MASTER_KEY_FILE: secrets.masterKeyFile,
    SANDBOX_KEYS: fixedKeys,
    ...(hasAccess ? {} : { API_KEYS: `${fixedKeys},${OPERATOR}:${secrets.accessAdminKey}` }),
    PSP_URL: urls.sandbox,
    PSP_API_KEY: secrets.pspApiKey,
    PSP_WEBHOOK_SECRET: secrets.pspWebhookSecret,
    PSP_WEBHOOK_URL: `${urls.payments}/v1/webhooks/psp/{merchantId}`,
    CARRIER_URL: urls.sandbox,
    CARRIER_API_KEY: secrets.carrierApiKey,
    CARRIER_WEBHOOK_SECRET: secrets.carrierWebhookSecret,
    CARRIER_WEBHOOK_URL: `${urls.logistics}/v1/webhooks/carriers/sandbox/{merchantId}`,
    SERVICE_CALL_SECRET: secrets.serviceCallSecret,
    LOG_LEVEL: 'info',
    TOPIC_PARTITIONS: '3',
    SHUTDOWN_TIMEOUT_MS: String(SHUTDOWN_TIMEOUT_MS),
    KAFKA_SESSION_TIMEOUT_MS: String(SESSION_TIMEOUT_MS),
    ...(topicPrefix ? { TOPIC_PREFIX: topicPrefix } : {}),
  };
}

/** What one service is told and no other. `dataDir`: where the sandbox keeps what it knows from one run to the next. */
export function ownEnvironment(
  name: ServiceName,
  { secrets, dataDir }: { readonly secrets: SystemSecrets; readonly dataDir?: string },
): Environment {
  if (name === 'access') return { ACCESS_ADMIN_KEY: secrets.accessAdminKey };
  if (name === 'sandbox' && dataDir !== undefined) return { SANDBOX_BOOKS_FILE: join(dataDir, 'sandbox-books.json') };
  return {};
}

/** Of our own environment a service gets only what a process needs to run, so that nothing configures it by accident. */
export function inherited(): Environment {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'NODE_OPTIONS', 'NODE_ENV', 'TRACE_EXPORT_URL', 'TRACE_SHARE'];
  const pairs = kept.map((key) => [key, process.env[key]] as const).filter((pair) => pair[1] !== undefined);
  return Object.fromEntries(pairs) as Environment;
}
