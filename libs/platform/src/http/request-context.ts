import { randomUUID } from 'node:crypto';
import type { ExecutionContext } from '@nestjs/common';
import type { Cause, Reach } from '@entrepot/eventstore';
import { contentHash, DomainError } from '@entrepot/kernel';
import type { Request } from 'express';
import type { Caller } from '../access/caller';
import { nameCaller, type Trace } from './trace';

/** The cause of an HTTP request: always with a key, so that new ids can be derived from it. */
export type HttpCause = Cause & { readonly key: string };

/** What platform knows about a request. It hangs on the request itself, so that it lives exactly as long. */
export class RequestContext {
  caller?: Caller;
  /** Whose things the request may be about. */
  reach?: Reach;
  private known?: HttpCause;

  constructor(
    private readonly request: Request,
    readonly trace: Trace,
  ) {}

  get merchantId(): string | undefined {
    return this.caller?.merchantId;
  }

  /** From here on cause and logs say who it is. */
  admit(caller: Caller, reach: Reach): void {
    this.caller = caller;
    this.reach = reach;
    nameCaller(caller);
  }

  /** A header's only value; a header that was sent twice is refused, because two readers could each take another one. */
  header(name: string): string | undefined {
    const values = this.request.headersDistinct[name];
    if (values === undefined) return undefined;
    if (values.length > 1) throw new DomainError('request.header-repeated', { header: name });
    return values[0];
  }

  /** The same object for every reader of one request. */
  cause(): HttpCause {
    this.known ??= {
      source: `http:${this.request.method} ${routeOf(this.request)}`,
      key: this.idempotencyKey() ?? randomUUID(),
      hash: hashOf({ path: this.request.params, body: (this.request.body ?? null) as unknown }),
      trace: this.trace.header,
      ...(this.caller !== undefined && { actor: this.caller.clientId }),
    };
    return this.known;
  }

  /** The caller's `Idempotency-Key`, undefined when there is none. */
  idempotencyKey(): string | undefined {
    const key = this.header('idempotency-key')?.trim();
    if (key === undefined) return undefined;
    if (!/^[\x21-\x7e]{1,128}$/.test(key)) throw new DomainError('request.idempotency-key-invalid');
    return key;
  }
}

/** A body that is nested deeper than the stack cannot be hashed; no contract is. */
function hashOf(content: unknown): string {
  try {
    return contentHash(content);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DomainError('request.malformed', { reason: 'the body is nested too deeply' });
  }
}

/** The route pattern, such as `/v1/orders/:id/cancel`; the path where no route matched. */
export function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : request.path;
}

const CONTEXTS = new WeakMap<object, RequestContext>();

export function openContext(request: Request, trace: Trace): RequestContext {
  const context = new RequestContext(request, trace);
  CONTEXTS.set(request, context);
  return context;
}

/** The context of a request; undefined only for one that never passed platform's first middleware. */
export function findContext(request: object): RequestContext | undefined {
  return CONTEXTS.get(request);
}

export function contextOf(host: ExecutionContext): RequestContext {
  const context = findContext(host.switchToHttp().getRequest<Request>());
  if (context === undefined) throw new Error('this request did not pass the door of platform');
  return context;
}
