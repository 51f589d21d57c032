import { tlsWords } from '@entrepot/messaging';

const UNAUTHORIZED = 13;

/** Why MongoDB cannot be reached or used, in one sentence that names the setting. Never holds a password. */
export function mongoSentence(error: unknown, uri: string): string {
  const { name = '', message = '' } = error as Partial<Error>;
  const hosts = hostsOf(uri);
  const tls = tlsTrouble(error);
  if (tls !== undefined) return `MONGODB_URI: no TLS with ${hosts}: ${tls}`;
  if (isUnauthenticated(error)) return `MONGODB_URI: ${hosts} refuses the user or the password`;
  if (isUnauthorized(error)) return `MONGODB_URI: ${hosts} wants a user: ${message}`;
  if (/ServerSelection|Network/.test(name)) return `MONGODB_URI: no MongoDB answers at ${hosts} (${message})`;
  return `MONGODB_URI: ${message}`;
}

/** Whether we are not let in, for TLS, user or rights: waiting does not help. */
export function isRefused(error: unknown): boolean {
  return tlsTrouble(error) !== undefined || isUnauthenticated(error) || isUnauthorized(error);
}

function tlsTrouble(error: unknown): string | undefined {
  const { message = '' } = error as Partial<Error>;
  return tlsWords(error) ?? (/TLS|SSL/.test(message) ? message : undefined);
}

function isUnauthenticated(error: unknown): boolean {
  return /Auth|SCRAM|credential/i.test((error as Partial<Error>).message ?? '') && !isUnauthorized(error);
}

/** Whether the server knows us, but does not let us do it. */
export function isUnauthorized(error: unknown): boolean {
  return (error as { code?: unknown }).code === UNAUTHORIZED;
}

/** The hosts of a connection string, without user and password. */
export function hostsOf(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1] ?? 'the given address';
}
