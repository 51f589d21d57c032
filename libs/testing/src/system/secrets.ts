import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Made at the first start and kept beside the run files, never in the repository. */
export interface SystemSecrets {
  readonly apiKey: string;
  readonly pspApiKey: string;
  readonly carrierApiKey: string;
  readonly pspWebhookSecret: string;
  readonly carrierWebhookSecret: string;
  readonly serviceCallSecret: string;
}

const random = (prefix: string): string => `${prefix}_${randomBytes(18).toString('base64url')}`;

/** Reads the secrets of the file, or makes them; readable by the owner only. */
export function secretsIn(file: string): SystemSecrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<SystemSecrets>) : {};
  const secrets: SystemSecrets = {
    apiKey: random('demo'),
    pspApiKey: random('psp'),
    carrierApiKey: random('carrier'),
    pspWebhookSecret: random('whsec'),
    carrierWebhookSecret: random('whsec'),
    serviceCallSecret: randomBytes(32).toString('base64url'),
    // What an older checkout made stays as it is.
    ...kept,
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
