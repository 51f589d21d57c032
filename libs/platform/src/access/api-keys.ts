import { createHash } from 'node:crypto';
import type { Caller } from './caller';
import { readServiceCall } from './service-call';

/** A key that the environment gives. */
export interface FixedKey extends Caller {
  readonly key: string;
}

/** Keys that are issued and revoked while the service runs. */
export interface IssuedKeys {
  /** Who holds the key of this digest; undefined when nobody does, or not any more. */
  callerOf(digest: string): Caller | undefined;
}

/** What a door believes. */
export interface Trust {
  readonly fixedKeys: readonly FixedKey[];
  /** Calls of our own services are proven with it. */
  readonly serviceCallSecret?: string;
}

/**
 * Whose key a caller shows. Keys are kept and looked up as SHA-256, so that neither memory nor the time of an answer gives
 * one away. A fast hash is enough: keys are 256 random bits, nobody can guess through them.
 */
export class ApiKeys {
  private readonly fixed: ReadonlyMap<string, Caller>;

  constructor(
    private readonly trust: Trust,
    private readonly issued?: IssuedKeys,
  ) {
    this.fixed = new Map(trust.fixedKeys.map(({ key, ...caller }) => [digestOf(key), caller]));
  }

  /** Who shows this `Authorization: Bearer <key>`; undefined when we know nobody who would. */
  callerOf(authorization: string | undefined): Caller | undefined {
    const shown = /^Bearer +(\S{1,4000})$/i.exec(authorization ?? '')?.[1];
    if (shown === undefined) return undefined;
    const digest = digestOf(shown);
    return this.fixed.get(digest) ?? this.issued?.callerOf(digest) ?? this.serviceOf(shown);
  }

  private serviceOf(shown: string): Caller | undefined {
    const { serviceCallSecret } = this.trust;
    return serviceCallSecret === undefined ? undefined : readServiceCall(serviceCallSecret, shown);
  }
}

/** What is kept of a key. */
export function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

/** Keys of the form `merchant:key`, which may do everything at that merchant. */
export function fixedKeys(entries: readonly string[]): FixedKey[] {
  return entries.map((entry) => {
    const colon = entry.indexOf(':');
    const scopes = 'every' as const;
    return { key: entry.slice(colon + 1), merchantId: entry.slice(0, colon), clientId: 'fixed', scopes };
  });
}
