import { CallFailed } from './call-failed';
import { TryEnded } from './timed-try';

/** The request did not leave, or nobody took it: the other side has done nothing. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  // A certificate that is not trusted ends the connection before anything is said on it (Node.js, "X509 certificate error codes").
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const BROKEN = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNABORTED',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'EPROTO',
]);

const TRANSIENT_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Puts what a try threw into our words. What is no failure of a call (a refusal, a bug) comes back as it is. */
export function classify(call: string, error: unknown): unknown {
  if (error instanceof CallFailed) return error;
  if (error instanceof TryEnded) return new CallFailed({ reason: 'timeout', call, unknownOutcome: true });
  // What undici's parser says quotes the answer, which is never for logs.
  if (isParserError(error))
    return new CallFailed({ reason: 'network', call, unknownOutcome: true }, new Error('the answer is no HTTP'));
  const code = networkCode(error);
  if (code === undefined) return error;
  return new CallFailed({ reason: 'network', call, unknownOutcome: !NOT_SENT.has(code) }, error);
}

/** Whether another try may end better. */
export function isTransient(error: unknown): error is CallFailed {
  if (!(error instanceof CallFailed)) return false;
  if (error.reason === 'status') return TRANSIENT_STATUS.has(error.status ?? 0);
  return error.reason === 'timeout' || error.reason === 'network';
}

/** Whether the other side works: an answer that refuses (4xx) shows that it does. Counts as a success for the breaker. */
export function isBusinessAnswer(error: unknown): boolean {
  if (!(error instanceof CallFailed)) return (error as { name?: string } | null)?.name === 'DomainError';
  const status = error.status ?? 0;
  return error.reason === 'status' && status >= 400 && status < 500 && status !== 408;
}

function isParserError(error: unknown): boolean {
  return (error as { name?: unknown } | null | undefined)?.name === 'HTTPParserError';
}

/** Looks at the shape and not at the class: fetch throws errors of another realm under jest, and wraps the cause. */
function networkCode(error: unknown): string | undefined {
  let at = error as { code?: unknown; message?: unknown; cause?: unknown } | null | undefined;
  for (let depth = 0; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    const { code } = at;
    if (typeof code === 'string' && (NOT_SENT.has(code) || BROKEN.has(code))) return code;
    if (at.message === 'fetch failed' && at.cause === undefined) return 'UND_ERR_SOCKET';
    at = at.cause as typeof at;
  }
  return undefined;
}
