import { CallFailed } from './call-failed';
import { TryEnded } from './timed-try';

/** The request did not leave, or nobody took it: the other side has done nothing. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const BROKEN = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ECONNABORTED',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);
const TRANSIENT_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Puts what a try threw into our words. What is no failure of a call (a refusal, a bug) comes back as it is. */
export function classify(call: string, error: unknown): unknown {
  if (error instanceof CallFailed) return error;
  if (error instanceof TryEnded) return new CallFailed({ reason: 'timeout', call, unknownOutcome: true });
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
