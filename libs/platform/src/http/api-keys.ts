import { createHash } from 'node:crypto';

/**
 * Whose key a caller shows. Keys are kept and looked up as SHA-256, so that neither memory nor the time of an answer gives
 * one away.
 */
export class ApiKeys {
  private readonly merchants: ReadonlyMap<string, string>;

  /** `entries` are `merchant:key`. */
  constructor(entries: readonly string[]) {
    this.merchants = new Map(entries.map(splitKey).map(([merchant, key]) => [digest(key), merchant]));
  }

  /** The merchant of an `Authorization: Bearer <key>`; undefined when it is not one of ours. */
  merchantOf(authorization: string | undefined): string | undefined {
    const match = /^Bearer +(\S+)$/i.exec(authorization ?? '');
    return match?.[1] === undefined ? undefined : this.merchants.get(digest(match[1]));
  }
}

function splitKey(entry: string): [merchant: string, key: string] {
  const colon = entry.indexOf(':');
  return [entry.slice(0, colon), entry.slice(colon + 1)];
}

function digest(key: string): string {
  return createHash('sha256').update(key).digest('base64');
}
