import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Caller } from './caller';

/** A call of one of our services to another, for one merchant. */
export interface ServiceCall {
  /** Who calls. */
  readonly service: string;
  readonly merchantId: string;
  /** What the call needs, and nothing else. */
  readonly scopes: readonly string[];
}

interface Claims extends ServiceCall {
  /** Milliseconds since 1970. */
  readonly until: number;
}

const MARK = 'call';
const LIFETIME_MS = 60_000;

/**
 * The bearer token of a call to another service: who calls, for whom, for what, for a minute, signed with the secret that both
 * know (HMAC-SHA256). Services hold no keys of merchants, so they cannot borrow one.
 */
export function serviceCallToken(
  secret: string,
  { service, merchantId, scopes }: ServiceCall,
  nowMs = Date.now(),
): string {
  const claims: Claims = { service, merchantId, scopes, until: nowMs + LIFETIME_MS };
  const content = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${MARK}.${content}.${sign(secret, content).toString('base64url')}`;
}

/** Who calls with this token; undefined when it is none, is signed by somebody else, or is too old. */
export function readServiceCall(secret: string, token: string, nowMs = Date.now()): Caller | undefined {
  const [mark, content = '', signature = '', ...rest] = token.split('.');
  if (mark !== MARK || rest.length > 0) return undefined;
  const shown = Buffer.from(signature, 'base64url');
  const expected = sign(secret, content);
  if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) return undefined;
  const { service, merchantId, scopes, until } = JSON.parse(Buffer.from(content, 'base64url').toString()) as Claims;
  // Clocks of two processes may differ: a token from the future is believed for as long as one that is old.
  if (until < nowMs || until > nowMs + 2 * LIFETIME_MS) return undefined;
  return { merchantId, clientId: `service:${service}`, scopes: new Set(scopes) };
}

function sign(secret: string, content: string): Buffer {
  return createHmac('sha256', secret).update(`${MARK}.${content}`).digest();
}
