import { maxHeaderSize } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '@entrepot/kernel';
import { currentTrace, PassThrough } from '@entrepot/platform';
import type { NextFunction, Request, Response } from 'express';
import type { Incoming, Upstream } from '../clients/upstream';
import { Upstreams } from '../clients/upstreams';
import { findRoute } from '../domain/find-route';
import { answerHeaders, requestHeaders, sizeOf, usableRequestId } from '../domain/headers';
import { bodyOf } from './incoming-body';

/**
 * A service reads as much before a body as we do, and is told more: who called, by which name, in which trace. One that was told too
 * much would break the connection off in the middle of the body, and that counts as its failure.
 */
const MOST_BEFORE_BODY = maxHeaderSize - 1024;

/** Hands every request that a service answers on to it, and its answer back, both as streams. */
@Injectable()
export class GatewayDoor extends PassThrough {
  private readonly logger = new Logger('gateway');

  constructor(private readonly upstreams: Upstreams) {
    super();
  }

  override handle(request: Request, response: Response, next: NextFunction): void {
    const requestId = usableRequestId(request.headersDistinct['x-request-id']?.[0]) ?? currentTrace()?.traceId ?? '';
    response.setHeader('x-request-id', requestId);
    const { host = request.headers.host ?? '', path, query } = splitTarget(request.url);
    const route = findRoute(path);
    const upstream = route && this.upstreams.of(route.to);
    if (route === undefined || upstream === undefined) return next();
    // What metrics and logs call it.
    (request as { route: unknown }).route = { path: route.pattern };
    if (sizeOf(request.url, request.rawHeaders) > MOST_BEFORE_BODY) {
      return next(new DomainError('request.headers-too-large', { limit: MOST_BEFORE_BODY }));
    }
    void this.forward(request, response, {
      upstream,
      route: route.pattern,
      target: `${route.path}${query}`,
      host,
      requestId,
    }).catch(next);
  }

  private async forward(
    request: Request,
    response: Response,
    { upstream, route, target, host, requestId }: Way,
  ): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const headers = requestHeaders(request.rawHeaders, {
      from: request.socket.remoteAddress ?? 'unknown',
      host,
      proto: 'encrypted' in request.socket ? 'https' : 'http',
      traceparent: currentTrace()?.header ?? '',
      requestId,
    });
    try {
      const { method } = request;
      const body = await bodyOf(request, upstream.patienceMs);
      const outgoing = { method, route, path: target, headers, signal: gone.signal, ...(body && { body }) };
      await this.answer(response, await upstream.send(outgoing));
    } catch (error) {
      if (response.destroyed) return;
      // The rest of its body may never come.
      if (!request.complete) response.setHeader('Connection', 'close');
      throw error;
    } finally {
      // What nobody wants is read all the same, so that the caller, who may still be sending, sees the answer.
      request.unpipe();
      request.resume();
    }
  }

  private async answer(response: Response, incoming: Incoming): Promise<void> {
    response.status(incoming.status);
    for (const [name, value] of answerHeaders(incoming.headers)) response.appendHeader(name, value);
    response.flushHeaders();
    try {
      await pipeline(incoming.body, response);
    } catch (error) {
      // The caller has half an answer: a broken connection is the only way to say so.
      if (!response.writableFinished) this.logger.warn('an answer was broken off', { err: error });
      response.destroy();
    }
  }
}

interface Way {
  readonly upstream: Upstream;
  readonly route: string;
  readonly target: string;
  /** The name that the caller knows us by. */
  readonly host: string;
  readonly requestId: string;
}

/** Proxies name the host in front of the path; it counts instead of the header (RFC 9112, 3.2.2). */
const HOST_BEFORE_PATH = /^https?:\/\/([^/?#]+)/i;

function splitTarget(url: string): { host?: string; path: string; query: string } {
  const named = HOST_BEFORE_PATH.exec(url);
  const target = named === null ? url : url.slice(named[0].length);
  const at = target.indexOf('?');
  const split = at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at) };
  return named?.[1] === undefined ? split : { host: named[1], ...split };
}
