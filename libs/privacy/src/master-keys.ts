/**
 * The keys under which all others are kept: a file, or a key management system. An implementation never gives a master key
 * away; `context` is what the secret belongs to, authenticated with it, so that one secret cannot be put in another's place.
 */
export interface MasterKeys {
  /** The secret, encrypted under the newest master key. The text names that key. */
  wrap(secret: Uint8Array, context: string): Promise<string>;
  /** The secret again, whichever master key wrapped it. Rejects with `MasterKeyRefused`. */
  unwrap(wrapped: string, context: string): Promise<Buffer>;
}

/** No master key of this process opens this: another file, a key taken out too early, or a text that was tampered with. */
export class MasterKeyRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'MasterKeyRefused';
  }
}

/** Seals a secret that belongs to nobody (of a webhook, for example) under the master key itself: for few and long-lived ones. */
export function sealSecret(masters: MasterKeys, secret: string, context: string): Promise<string> {
  return masters.wrap(Buffer.from(secret), context);
}

/** The counterpart of `sealSecret`, with the same context. Rejects with `MasterKeyRefused`. */
export async function openSecret(masters: MasterKeys, sealed: string, context: string): Promise<string> {
  return (await masters.unwrap(sealed, context)).toString();
}
