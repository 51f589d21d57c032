import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Made at the first start and kept beside the run files, never in the repository. */
export interface SystemSecrets {
  /** Opens the sandbox, and every service of a system that has no access. */
  readonly apiKey: string;
  /** The key of the operator. */
  readonly accessAdminKey: string;
  readonly pspApiKey: string;
  readonly carrierApiKey: string;
  readonly pspWebhookSecret: string;
  readonly carrierWebhookSecret: string;
  readonly serviceCallSecret: string;
  /** Path of the file with the master keys of personal data. */
  readonly masterKeyFile: string;
}

const random = (prefix: string): string => `${prefix}_${randomBytes(18).toString('base64url')}`;

/** Reads the secrets of the file, or makes them; readable by the owner only. */
export function secretsIn(file: string): SystemSecrets {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<SystemSecrets>) : {};
  const masterKeyFile = masterKeysIn(dirname(file));
  const secrets: SystemSecrets = {
    apiKey: random('demo'),
    accessAdminKey: randomBytes(32).toString('base64url'),
    pspApiKey: random('psp'),
    carrierApiKey: random('carrier'),
    pspWebhookSecret: random('whsec'),
    carrierWebhookSecret: random('whsec'),
    serviceCallSecret: randomBytes(32).toString('base64url'),
    // What an older checkout made stays as it is.
    ...kept,
    masterKeyFile,
  };
  if (Object.keys(secrets).some((name) => !(name in kept)) || kept.masterKeyFile !== masterKeyFile) {
    writeWhole(file, `${JSON.stringify(secrets, null, 2)}\n`);
  }
  return secrets;
}

/** Written beside and moved into place: what was there stays when the disk is full. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The master keys of a folder, made where there are none: a file that only its owner can read. Gives its path. */
export function masterKeysIn(folder: string): string {
  const file = join(folder, 'master.keys');
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  try {
    // Whole at once, and never over one that somebody else has made meanwhile.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return file;
}
