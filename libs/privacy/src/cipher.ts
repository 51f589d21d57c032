import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Of a body's nonces the first bytes are the same; the last four count its texts. */
const BODY_BYTES = 8;

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
   * Seals the texts of one body. The nonces are made from all of them (a keyed hash, so that they tell nothing): the same body
   * is sealed the same way again, another body in another way, and a repeat can be told from a change without the plain text.
   */
  seal(texts: readonly string[]): Buffer[] {
    const body = createHmac('sha256', this.nonces).update(JSON.stringify(texts)).digest().subarray(0, BODY_BYTES);
    return texts.map((text, index) => encrypt({ key: this.key, context: this.subject }, text, nonceOf(body, index)));
  }

  /** Undefined where it was not sealed with this key, or was tampered with. */
  open(sealed: Buffer): string | undefined {
    return decrypt({ key: this.key, context: this.subject }, sealed)?.toString();
  }
}

function nonceOf(body: Buffer, index: number): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  body.copy(nonce);
  nonce.writeUInt32BE(index, BODY_BYTES);
  return nonce;
}
