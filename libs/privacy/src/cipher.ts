import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key and what the ciphertext belongs to, which is authenticated with it. */
export interface Lock {
  readonly key: KeyObject;
  readonly context: string;
}

/** Nonce, ciphertext and tag of AES-256-GCM. A nonce may be used once with a key, or again for the very same text. */
export function encrypt({ key, context }: Lock, text: Uint8Array | string, nonce: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = typeof text === 'string' ? cipher.update(text, 'utf8') : cipher.update(text);
  return Buffer.concat([nonce, body, cipher.final(), cipher.getAuthTag()]);
}

/** Undefined where the key, the context or a single bit is another one. */
export function decrypt({ key, context }: Lock, sealed: Buffer): Buffer | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), options);
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Bytes of a data key: one half encrypts, the other makes nonces. */
export const DATA_KEY_BYTES = 64;

/** The key of one subject. */
export class DataKey {
  private readonly key: KeyObject;
  private readonly nonces: KeyObject;

  constructor(
    private readonly subject: string,
    bytes: Buffer,
  ) {
    if (bytes.length !== DATA_KEY_BYTES) throw new Error(`a data key has ${DATA_KEY_BYTES} bytes`);
    this.key = createSecretKey(bytes.subarray(0, DATA_KEY_BYTES / 2));
    this.nonces = createSecretKey(bytes.subarray(DATA_KEY_BYTES / 2));
  }

  /**
   * The nonce is a keyed hash of the text, which tells nothing of it: the same text of the same subject is sealed the same way
   * again, so that a repeat can be told from a change without the plain text.
   */
  seal(text: string): Buffer {
    const nonce = createHmac('sha256', this.nonces).update(text).digest().subarray(0, NONCE_BYTES);
    return encrypt({ key: this.key, context: this.subject }, text, nonce);
  }

  /** Undefined where it was not sealed with this key, or was tampered with. */
  open(sealed: Buffer): string | undefined {
    return decrypt({ key: this.key, context: this.subject }, sealed)?.toString();
  }
}
