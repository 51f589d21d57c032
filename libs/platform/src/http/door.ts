import { Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { ApiKeys } from '../access/api-keys';
import { MerchantGuard } from '../access/merchant-guard';
import { unrecorded, type ProcessTracing } from '../tracing/process-tracing';
import { AnswerInterceptor } from './answer-interceptor';
import { bodyParsers } from './body-parsers';
import { ContractPipe } from './contract-pipe';
import { frontDoor } from './front-door';
import type { PassThrough } from './pass-through';
import type { Problems } from './problem';
import { ProblemFilter } from './problem-filter';

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
  app.useGlobalGuards(new MerchantGuard(reflector, keys, service));
  app.useGlobalInterceptors(new AnswerInterceptor(reflector));
  app.useGlobalPipes(new ContractPipe());
  app.useGlobalFilters(new ProblemFilter(problems));
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
