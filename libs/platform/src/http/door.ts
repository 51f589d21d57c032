import type { Server } from 'node:http';
import { Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Response } from 'express';
import helmet from 'helmet';
import type { ApiKeys } from '../access/api-keys';
import { MerchantGuard } from '../access/merchant-guard';
import { unrecorded, type ProcessTracing } from '../tracing/process-tracing';
import { Answer } from './answer';
import { bodyParsers } from './body-parsers';
import { ContractPipe } from './contract-pipe';
import { frontDoor } from './front-door';
import { IdempotencyGuard } from './idempotency-guard';
import type { PassThrough } from './pass-through';
import type { Problems } from './problem';
import { ProblemFilter } from './problem-filter';
import { answerUnreadable } from './unreadable-requests';

export interface DoorOptions {
  readonly keys: ApiKeys;
  /** Scopes are named after it. */
  readonly service: string;
  readonly problems: Problems;
  /** Nothing is recorded without. */
  readonly tracing?: ProcessTracing;
  /** Sees requests before their bodies are read. */
  readonly passThrough?: PassThrough | undefined;
}

/** Puts everything between the socket and a controller in its place. The app must be made with `bodyParser: false`. */
export function openDoor(app: NestExpressApplication, options: DoorOptions): void {
  const { keys, service, problems, tracing = unrecorded, passThrough } = options;
  const reflector = app.get(Reflector);
  // ETag means the version of a stream here; express would make one from the bytes of every answer.
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(frontDoor(tracing));
  if (passThrough !== undefined) app.use(passThrough.handle.bind(passThrough));
  app.use(helmet(PROTECTION), bodyParsers(keys));
  app.useGlobalGuards(new MerchantGuard(reflector, keys, service), new IdempotencyGuard(reflector));
  app.useGlobalPipes(new ContractPipe());
  app.useGlobalFilters(new ProblemFilter(problems));
  writeAnswers(app);
  answerUnreadable(app.getHttpServer() as Server, problems);
}

/** Writes status and headers of an `Answer`. Not an interceptor: the first one sends every request through observables, which takes 30 to 45 us. */
function writeAnswers(app: NestExpressApplication): void {
  const adapter = app.getHttpAdapter();
  const reply = adapter.reply.bind(adapter) as (to: Response, body: unknown, status?: number) => unknown;
  adapter.reply = (response: Response, body: unknown, status?: number) =>
    body instanceof Answer ? reply(response.set(body.headers), body.body, body.status) : reply(response, body, status);
}

/** Swagger UI sets styles in its page and draws with data: images; nothing comes from elsewhere, and plain HTTP must work. */
const PROTECTION = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
};
