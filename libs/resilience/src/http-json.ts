import { Agent, request as send, type Dispatcher } from 'undici';
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
  /** By name in lower case. */
  readonly headers: Dispatcher.ResponseData['headers'];
}

/** Below what servers keep open: who closes first decides whose request is lost. */
const agent = new Agent({ keepAliveTimeout: 4_000, connections: 256 });

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
    const { method } = request;
    const idempotent = request.idempotent ?? isIdempotent(method, headers);
    const attempt = async (signal: AbortSignal): Promise<HttpJsonAnswer<T>> => {
      const response = await send(url, { method, headers, body, signal, dispatcher: agent });
      const answer = await readAnswer(policy.name, response, target.maxAnswerBytes ?? 4 * 1024 * 1024);
      const { statusCode: status } = response;
      if (status < 200 || status > 299) throw refusal(policy.name, response, answer);
      return { status, body: answer as T, headers: response.headers };
    };
    return call(attempt, request.signal === undefined ? { idempotent } : { idempotent, signal: request.signal });
  };
}

function refusal(call: string, { statusCode: status, headers }: Dispatcher.ResponseData, body: unknown): CallFailed {
  const retryAfterMs = retryAfter([headers['retry-after']].flat()[0]);
  // A 5xx may come after the work was done, and a redirect may lead to its result; a 4xx says that it was not.
  const unknownOutcome = status < 400 || status >= 500;
  return new CallFailed({ reason: 'status', call, status, body, retryAfterMs, unknownOutcome });
}

/** `Retry-After` in seconds (some send `2.0`) or as a date (RFC 9110, 10.2.3), at most an hour; undefined for anything else. */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const isNumber = /^\d{1,9}(?:\.\d{1,9})?$/.test(header.trim());
  // Nearly any number is a date for `Date.parse`, most of them long ago.
  const isDate = /^[A-Za-z]{3,9}, ?\d/.test(header.trim());
  const wait = isNumber ? Number(header) * 1000 : isDate ? Date.parse(header) - Date.now() : NaN;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), 3_600_000);
}

type SentHeaders = Record<string, string>;

function headersOf(request: HttpJsonRequest, target: HttpJsonTarget): SentHeaders {
  const shared = typeof target.headers === 'function' ? target.headers() : target.headers;
  const headers: SentHeaders = { accept: 'application/json' };
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  for (const given of [shared, request.headers]) {
    for (const name in given) headers[name.toLowerCase()] = given[name]!;
  }
  return headers;
}

/** A step that leads elsewhere. `encodeURIComponent` leaves it as it is, and a name that others gave can be one. */
const DOTS = /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\?#]|$)/i;

function urlOf(baseUrl: string, { path, query }: HttpJsonRequest): URL {
  if (DOTS.test(path.split(/[?#]/, 1)[0] ?? ''))
    throw new Error('a step of the path is . or ..: it would lead elsewhere');
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`);
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function isIdempotent(method: HttpJsonRequest['method'], headers: SentHeaders): boolean {
  return method === 'GET' || method === 'PUT' || method === 'DELETE' || headers['idempotency-key'] !== undefined;
}
