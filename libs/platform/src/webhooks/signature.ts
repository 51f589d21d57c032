import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@entrepot/kernel';

export interface SignedPayload {
  /** The secret; or several, any of which may have signed, while a sender changes over to another. */
  readonly secret: string | readonly string[];
  /** The signature header as it arrived: `t=<unix seconds>,v1=<hex>`; several `v1` are allowed while a secret is changed. */
  readonly header: string | undefined;
  /** The bytes as they arrived (`@RawBody()`), never JSON that was written again. */
  readonly rawBody: Uint8Array | undefined;
  /** How far the sender's clock may be from ours, in either direction. Default 300. */
  readonly toleranceSeconds?: number;
}

export const DEFAULT_TOLERANCE_SECONDS = 300;

/**
 * Proves that a webhook was sent by who knows the secret, and recently: HMAC-SHA256 over `<t>.<body>`, compared in constant time.
 * Throws `webhook.signature-invalid` or, for a right signature of another time, `webhook.stale`; both are answered with 401.
 */
export function verifySignature(payload: SignedPayload, nowMs: number = Date.now()): void {
  const { timestamp, signatures } = parseHeader(payload.header);
  const body = payload.rawBody ?? new Uint8Array();
  const expected = [payload.secret].flat().map((secret) => sign(secret, timestamp, body));
  // All are compared, so that the time tells nothing of which one it was.
  const matching = expected.filter((each) => signatures.filter((signature) => isSame(signature, each)).length > 0);
  if (matching.length === 0) throw new DomainError('webhook.signature-invalid');
  const tolerance = payload.toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS;
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > tolerance)
    throw new DomainError('webhook.stale', { toleranceSeconds: tolerance });
}

/** The signature header for `body`, as `verifySignature` expects it. */
export function signPayload(secret: string, body: Uint8Array | string, nowMs: number = Date.now()): string {
  const timestamp = String(Math.floor(nowMs / 1000));
  return `t=${timestamp},v1=${sign(secret, timestamp, body).toString('hex')}`;
}

function sign(secret: string, timestamp: string, body: Uint8Array | string): Buffer {
  if (secret === '') throw new Error('a webhook secret may not be empty');
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
}

function parseHeader(header: string | undefined): { timestamp: string; signatures: Buffer[] } {
  const parts = (header ?? '').slice(0, 2048).split(',');
  const values = (name: string) =>
    parts
      .map((part) => part.trim())
      .filter((part) => part.startsWith(`${name}=`))
      .map((part) => part.slice(name.length + 1));
  const [timestamp, ...others] = values('t');
  const signatures = values('v1').filter((text) => /^[0-9a-f]{64}$/i.test(text));
  if (timestamp === undefined || others.length > 0 || !/^\d{1,12}$/.test(timestamp) || signatures.length === 0) {
    throw new DomainError('webhook.signature-invalid');
  }
  return { timestamp, signatures: signatures.map((text) => Buffer.from(text, 'hex')) };
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
