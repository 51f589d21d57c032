/**
 * The keys under which all others are kept: a file, or a key management system. An implementation never gives a master key
 * away; `context` is what the secret belongs to, authenticated with it, so that one secret cannot be put in another's place.
 */
export interface MasterKeys {
  /** Ids of the master keys that unwrap here; the first is that of the newest one, which wraps. An id says nothing about its key. */
  ids(): Promise<readonly [newest: string, ...older: string[]]>;
  /** The secret, encrypted under the newest master key. The text is the id of that key, a dot, and what only this implementation reads. */
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

/** The id of the master key that wrapped it. */
export function masterKeyIdOf(wrapped: string): string {
  return wrapped.split('.', 1)[0] ?? '';
}

/** Seals a secret that belongs to nobody (of a webhook, for example) under the master key itself: for few and long-lived ones. */
export function sealSecret(masters: MasterKeys, secret: string, context: string): Promise<string> {
  return masters.wrap(Buffer.from(secret), context);
}

/** The counterpart of `sealSecret`, with the same context. Rejects with `MasterKeyRefused`. */
export async function openSecret(masters: MasterKeys, sealed: string, context: string): Promise<string> {
  return (await masters.unwrap(sealed, context)).toString();
}
