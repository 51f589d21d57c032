import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@entrepot/kernel';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { ApiKeys } from '../access/api-keys';

export const BODY_LIMIT = 1024 * 1024;
export const IMPORT_LIMIT = 32 * 1024 * 1024;

const JSON_TYPES = ['application/json', 'application/*+json'];
const LINE_TYPES = ['text/csv', 'application/x-ndjson', 'text/plain'];

/**
 * Reads bodies: JSON up to 1 MiB; on paths that end in `/imports` up to 32 MiB and lines of text as well. Keeps the bytes as
 * they came (`rawBody`) for signatures. A body of any other type is refused before anything looks at it, and so is JSON that is not in
 * the characters that it claims: names would be kept with other letters. Of lines of text it is told which ones are not.
 */
export function bodyParsers(keys: ApiKeys): RequestHandler {
  const usual = chain(reader('json', BODY_LIMIT), refuseUnread(JSON_TYPES.slice(0, 1)));
  const imports = chain(
    refuseStrangers(keys),
    reader('json', IMPORT_LIMIT),
    reader('text', IMPORT_LIMIT),
    refuseUnread(['application/json', ...LINE_TYPES]),
  );
  return (request, response, next) => (isImport(request) ? imports : usual)(request, response, next);
}

/** Nobody unknown makes us read 32 MiB. */
function refuseStrangers(keys: ApiKeys): RequestHandler {
  return (request, _, next) => {
    const isKnown = keys.callerOf(request.headers.authorization) !== undefined;
    next(isKnown ? undefined : new DomainError('request.unauthenticated'));
  };
}

function isImport(request: Request): boolean {
  return /\/imports\/?$/.test(request.path) && !isWebhook(request);
}

/** What others say of our parcels and payments is taken as it is: refused, it would come again without end. */
function isWebhook(request: Request): boolean {
  return request.path.startsWith('/v1/webhooks/');
}

const NOT_UTF8 = 'entrepot.not-utf-8';

type Verify = (request: IncomingMessage, response: ServerResponse, bytes: Buffer, encoding: string) => void;

const keepBytes: Verify = (request, _, bytes, encoding) => {
  (request as { rawBody?: Buffer }).rawBody = bytes;
  const isGarbled = encoding === 'utf-8' && !isUtf8(bytes);
  if (isGarbled && !isWebhook(request as Request)) throw Object.assign(new Error('not UTF-8'), { type: NOT_UTF8 });
};

function reader(kind: 'json' | 'text', limit: number): RequestHandler {
  const options = { limit, type: kind === 'json' ? JSON_TYPES : LINE_TYPES };
  const read = kind === 'json' ? express.json({ ...options, verify: keepBytes }) : express.text(options);
  return (request, response, next) => {
    read(request, response, (error?: unknown) => (error === undefined ? next() : next(inOurWords(error, limit))));
  };
}

/** What body-parser throws carries a `type`; see its README, "Errors". */
function inOurWords(error: unknown, limit: number): unknown {
  const { type } = error as { type?: string };
  switch (type) {
    case 'entity.too.large':
      return new DomainError('request.too-large', { limit });
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new DomainError('request.unsupported-media-type', {
        expected: 'UTF-8, plain or with gzip, deflate or br',
      });
    case NOT_UTF8:
      return new DomainError('request.malformed', {
        reason: 'the body is not UTF-8; text in another charset names it in its content type',
      });
    case 'entity.parse.failed':
      return new DomainError('request.malformed', { reason: 'the body is not JSON' });
    case 'request.aborted':
    case 'request.size.invalid':
      return new DomainError('request.malformed', { reason: 'the body ended early' });
    default:
      return (error as { status?: number }).status === 400
        ? new DomainError('request.malformed', { reason: 'the body cannot be decoded' })
        : error;
  }
}

function refuseUnread(expected: readonly string[]): RequestHandler {
  return (request, _, next) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    const hasBody = encoding !== undefined || (length !== undefined && length !== '0');
    const isUnread = request.body === undefined && hasBody;
    next(isUnread ? new DomainError('request.unsupported-media-type', { expected: expected.join(' or ') }) : undefined);
  };
}

function chain(...handlers: readonly RequestHandler[]): RequestHandler {
  const run = (at: number, request: Request, response: Response, next: NextFunction): void => {
    const handler = handlers[at];
    if (handler === undefined) return next();
    void handler(request, response, (error?: unknown) =>
      error === undefined ? run(at + 1, request, response, next) : next(error),
    );
  };
  return (request, response, next) => run(0, request, response, next);
}
