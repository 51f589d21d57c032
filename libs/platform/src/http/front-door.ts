import type { NextFunction, Request, Response } from 'express';
import { Logger } from '@nestjs/common';
import { Histogram } from 'prom-client';
import { openContext, routeOf, type RequestContext } from './request-context';
import type { ProcessTracing } from '../tracing/process-tracing';
import { withinTrace } from './trace';

const durations = new Histogram({
  name: 'entrepot_http_duration_seconds',
  help: 'Requests by route and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

const logger = new Logger('http');

/** The first middleware: opens the request's context, continues its trace, measures and logs its end. */
export function frontDoor(tracing: ProcessTracing) {
  return (request: Request, response: Response, next: NextFunction) => pass(tracing, request, response, next);
}

function pass(tracing: ProcessTracing, request: Request, response: Response, next: NextFunction): void {
  const { trace, ended } = tracing.request(request.method, request.headersDistinct['traceparent']?.[0]);
  const context = openContext(request, trace);
  response.setHeader('traceparent', trace.header);
  const started = performance.now();
  response.once('close', () => {
    const ms = performance.now() - started;
    const route = request.route === undefined ? 'none' : routeOf(request);
    const { method } = request;
    const status = response.writableFinished ? String(response.statusCode) : 'aborted';
    durations.observe({ method, route, status }, ms / 1000);
    ended?.(route, response.writableFinished ? response.statusCode : undefined);
    withinTrace(trace, () =>
      logger.debug('request', { method, route, status, ms: Math.round(ms), ...callerOf(context) }),
    );
  });
  withinTrace(trace, next);
}

function callerOf({ caller }: RequestContext): object {
  return caller === undefined ? {} : { merchantId: caller.merchantId, clientId: caller.clientId };
}
