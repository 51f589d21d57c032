import { CallFailed } from './call-failed';
import { readAnswer } from './http-answer';
import type { CallPolicy } from './policy';
import { resilientCall } from './resilient-call';

export interface HttpJsonTarget {
  /** `https://carrier.example/v2`; paths are put behind it. */
  readonly baseUrl: string;
  /** Sent with every request; a function is asked each time (tokens, `traceparent`). */
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  /** An answer longer than this is not read further. Default 4 MiB. */
  readonly maxAnswerBytes?: number;
}

export interface HttpJsonRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: true for GET, PUT and DELETE, and for others when they carry an `Idempotency-Key`. */
  readonly idempotent?: boolean;
  readonly signal?: AbortSignal;
}

export interface HttpJsonAnswer<T> {
  readonly status: number;
  /** Parsed JSON; undefined for an empty answer. Check it before you believe it: it comes from outside. */
  readonly body: T;
  readonly headers: Headers;
}

export type HttpJson = <T = unknown>(request: HttpJsonRequest) => Promise<HttpJsonAnswer<T>>;

/**
 * A small JSON client under a policy. Answers from 200 to 299 are returned, others throw `CallFailed` with `status` and `body`.
 * Redirects are not followed: they are an answer like any other.
 */
export function httpJson(policy: CallPolicy, target: HttpJsonTarget): HttpJson {
  const call = resilientCall(policy);
  return <T>(request: HttpJsonRequest) => {
    const headers = headersOf(request, target);
    const url = urlOf(target.baseUrl, request);
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const idempotent = request.idempotent ?? isIdempotent(request.method, headers);
    const send = async (signal: AbortSignal): Promise<HttpJsonAnswer<T>> => {
      const response = await fetch(url, { method: request.method, headers, body, signal, redirect: 'manual' });
      const answer = await readAnswer(policy.name, response, target.maxAnswerBytes ?? 4 * 1024 * 1024);
      if (response.status < 200 || response.status > 299) throw refusal(policy.name, response, answer);
      return { status: response.status, body: answer as T, headers: response.headers };
    };
    return call(send, request.signal === undefined ? { idempotent } : { idempotent, signal: request.signal });
  };
}

function refusal(call: string, response: Response, body: unknown): CallFailed {
  const { status } = response;
  const retryAfterMs = retryAfter(response.headers.get('retry-after'));
  // A 5xx may come after the work was done; a 4xx says that it was not.
  return new CallFailed({ reason: 'status', call, status, body, retryAfterMs, unknownOutcome: status >= 500 });
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), at most an hour. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wait = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), 3_600_000);
}

function headersOf(request: HttpJsonRequest, target: HttpJsonTarget): Headers {
  const shared = typeof target.headers === 'function' ? target.headers() : target.headers;
  const headers = new Headers({ accept: 'application/json', ...shared, ...request.headers });
  if (request.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
  return headers;
}

function urlOf(baseUrl: string, { path, query }: HttpJsonRequest): URL {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function isIdempotent(method: HttpJsonRequest['method'], headers: Headers): boolean {
  return method === 'GET' || method === 'PUT' || method === 'DELETE' || headers.has('idempotency-key');
}
