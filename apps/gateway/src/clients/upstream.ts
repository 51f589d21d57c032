import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@entrepot/kernel';
import { CallFailed, resilientCall, type ResilientCall } from '@entrepot/resilience';
import { Pool, type Dispatcher } from 'undici';

export interface UpstreamOptions {
  readonly name: string;
  readonly url: string;
  readonly answerWithinMs: number;
  readonly leaveAloneMs: number;
}

/** A request on its way to a service. A body that is a stream is gone once it was read. */
export interface Outgoing {
  readonly method: string;
  /** One of few: those that fail together. It names no ids. */
  readonly route: string;
  /** With its query. */
  readonly path: string;
  readonly headers: readonly string[];
  readonly body?: Buffer | Readable;
  /** Ends the call: its caller has gone. */
  readonly signal: AbortSignal;
}

export interface Incoming {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Readable;
}

/** Bodies of imports may come slowly; once they are here, silence is bounded by `answerWithinMs`. */
const SENT_WITHIN_MS = 300_000;
const CONNECT_MS = 2_000;
const AT_ONCE = 512;
const MOST_CONNECTIONS = 1_024;
const LOOKING = ['GET', 'HEAD', 'OPTIONS'];
const SECOND_TRY_AFTER_MS = 50;

/** One service behind the gateway: its connections, its time-outs, and a breaker for each of its routes, for looking and for changing. */
export class Upstream {
  private readonly pool: Pool;
  private readonly calls = new Map<string, ResilientCall>();
  private readonly base: string;

  constructor(private readonly options: UpstreamOptions) {
    const { url, answerWithinMs } = options;
    const { origin, pathname } = new URL(url);
    this.base = pathname.replace(/\/+$/, '');
    const limits = { headersTimeout: answerWithinMs, bodyTimeout: answerWithinMs, connect: { timeout: CONNECT_MS } };
    this.pool = new Pool(origin, { ...limits, pipelining: 1, connections: MOST_CONNECTIONS });
  }

  /** The longest silence that is waited for. */
  get patienceMs(): number {
    return this.options.answerWithinMs;
  }

  /**
   * The beginning of the service's answer, whatever its status; the body follows. Throws `CallFailed` when the service was not
   * reached or is left alone, `dependency.timeout` and `dependency.broke-off` when it may have acted. Only a request without a body
   * that changes nothing is sent again, once, when nobody took the connection.
   */
  async send(outgoing: Outgoing): Promise<Incoming> {
    try {
      return await this.callOf(outgoing)(() => this.tried(outgoing), { idempotent: false });
    } catch (error) {
      if (error instanceof AnsweredBadly) return error.answer;
      throw error instanceof CallFailed ? this.inWords(error) : error;
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private callOf({ method, route }: Outgoing): ResilientCall {
    const name = `${this.options.name} ${LOOKING.includes(method) ? 'read' : 'write'} ${route}`;
    const known = this.calls.get(name);
    if (known !== undefined) return known;
    const breaker = { volumeThreshold: 20, resetMs: this.options.leaveAloneMs, saysNothing: isOfCaller };
    const wholeMs = SENT_WITHIN_MS + this.patienceMs;
    const whole = { deadlineMs: wholeMs, tryTimeoutMs: wholeMs, retries: 0, concurrency: AT_ONCE };
    const call = resilientCall({ name, ...whole, breaker });
    this.calls.set(name, call);
    return call;
  }

  private async tried(outgoing: Outgoing): Promise<Incoming> {
    try {
      return await this.once(outgoing);
    } catch (error) {
      if (!isRefused(error) || !isSafe(outgoing)) throw error;
      await sleep(SECOND_TRY_AFTER_MS);
      return this.once(outgoing);
    }
  }

  private async once(outgoing: Outgoing): Promise<Incoming> {
    const answer = await this.begin(outgoing);
    const incoming = { status: answer.statusCode, headers: answer.headers as never as string[], body: answer.body };
    // An answer, but one that counts as a failure of the service.
    if (answer.statusCode >= 500) throw new AnsweredBadly(this.options.name, incoming);
    return incoming;
  }

  private async begin({ method, path, headers, body, signal }: Outgoing): Promise<Dispatcher.ResponseData> {
    try {
      return await this.pool.request({
        method: method as Dispatcher.HttpMethod,
        path: `${this.base}${path}`,
        headers: [...headers],
        body: body ?? null,
        signal,
        responseHeaders: 'raw',
      });
    } catch (error) {
      // Not the service's fault: the breaker must not count it.
      if (signal.aborted && !isTimeout(error))
        throw new DomainError('request.malformed', { reason: 'the caller has gone' });
      if (error instanceof DomainError) throw error;
      throw this.failure(error);
    }
  }

  private failure(error: unknown): CallFailed {
    const { code } = error as { code?: string };
    const { name: call } = this.options;
    const isLate = code === 'UND_ERR_HEADERS_TIMEOUT' || isTimeout(error);
    if (isLate) return new CallFailed({ reason: 'timeout', call, unknownOutcome: true });
    return new CallFailed({ reason: 'network', call, unknownOutcome: !NOT_REACHED.has(code ?? '') }, error);
  }

  private inWords(failed: CallFailed): CallFailed | DomainError {
    const { reason, call, unknownOutcome } = failed;
    if (reason === 'timeout') return new DomainError('dependency.timeout', { call });
    if (unknownOutcome) return new DomainError('dependency.broke-off', { call });
    if (reason !== 'open') return failed;
    return new CallFailed({ reason, call, unknownOutcome, retryAfterMs: this.options.leaveAloneMs });
  }
}

/** Carries an answer past the breaker, which has to see a failure. */
class AnsweredBadly extends CallFailed {
  declare readonly answer: Incoming;

  constructor(call: string, answer: Incoming) {
    super({ reason: 'status', call, status: answer.status, unknownOutcome: true });
    Object.defineProperty(this, 'answer', { value: answer, enumerable: false });
  }
}

const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The caller has gone or sends too slowly; nothing else here is said in our own words. */
function isOfCaller(error: unknown): boolean {
  return error instanceof DomainError;
}

/** A signal with a clock of its own has ended the call. */
function isTimeout(error: unknown): boolean {
  return (error as { name?: unknown }).name === 'TimeoutError';
}

function isRefused(error: unknown): boolean {
  return error instanceof CallFailed && (error.cause as { code?: unknown } | undefined)?.code === 'ECONNREFUSED';
}

function isSafe({ method, body }: Outgoing): boolean {
  return body === undefined && (method === 'GET' || method === 'HEAD' || method === 'OPTIONS');
}
