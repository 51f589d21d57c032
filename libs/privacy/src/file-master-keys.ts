import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decrypt, encrypt } from './cipher';
import { masterKeyIdOf, MasterKeyRefused, type MasterKeys } from './master-keys';

const KEY_BYTES = 32;

interface MasterKey {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * Master keys from a file: one per line, 32 random bytes in base64 (`openssl rand -base64 32`). The first one wraps, all
 * unwrap: to rotate, put a new line at the end, and in front when every process has it. Take the old one out when nothing is
 * wrapped by it any more (`Rewrapping`).
 */
export class FileMasterKeys implements MasterKeys {
  private constructor(private readonly keys: readonly [MasterKey, ...MasterKey[]]) {}

  /** Throws an Error that says what is wrong with the file, and never what is in it. */
  static read(path: string): FileMasterKeys {
    return FileMasterKeys.parse(readFileSync(path, 'utf8'));
  }

  static parse(text: string): FileMasterKeys {
    const lines = text.split('\n').map((line) => line.trim());
    const keys = lines.filter((line) => line !== '').map(masterKey);
    const [first, ...others] = keys;
    if (first === undefined) throw new Error('holds no key: put 32 random bytes in base64 on a line');
    return new FileMasterKeys([first, ...others]);
  }

  /** A line for a new file. */
  static newLine(): string {
    return `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  }

  ids(): Promise<readonly [newest: string, ...older: string[]]> {
    const [newest, ...older] = this.keys;
    return Promise.resolve([newest.id, ...older.map(({ id }) => id)]);
  }

  wrap(secret: Uint8Array, context: string): Promise<string> {
    const { id, key } = this.keys[0];
    return Promise.resolve(`${id}.${encrypt({ key, context }, secret, randomBytes(12)).toString('base64url')}`);
  }

  unwrap(wrapped: string, context: string): Promise<Buffer> {
    const id = masterKeyIdOf(wrapped);
    const sealed = wrapped.slice(id.length + 1);
    const found = this.keys.find((master) => master.id === id);
    if (found === undefined) return Promise.reject(new MasterKeyRefused(`there is no master key ${id} here`));
    const secret = decrypt({ key: found.key, context }, Buffer.from(sealed, 'base64url'));
    if (secret === undefined) return Promise.reject(new MasterKeyRefused(`master key ${id} does not open it`));
    return Promise.resolve(secret);
  }
}

/** The id tells keys apart and says nothing about them. */
function masterKey(line: string, index: number): MasterKey {
  const bytes = Buffer.from(line, 'base64');
  if (bytes.length !== KEY_BYTES || bytes.toString('base64').replace(/=+$/, '') !== line.replace(/=+$/, '')) {
    throw new Error(`line ${index + 1} must be ${KEY_BYTES} bytes in base64`);
  }
  const id = createHash('sha256').update('entrepot master key id').update(bytes).digest('base64url').slice(0, 8);
  return { id, key: createSecretKey(bytes) };
}
