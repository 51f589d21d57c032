import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { eventstoreErrors } from '@entrepot/eventstore';
import { describeError, DomainError, type ErrorKind, type ErrorRegistry, type FieldError } from '@entrepot/kernel';
import { isAway } from '@entrepot/messaging';
import { CallFailed } from '@entrepot/resilience';
import { doorErrors, type DoorError } from './platform-errors';

/** A problem document (RFC 9457) with our code, trace and the fields at fault. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly traceId?: string;
  readonly errors?: readonly FieldError[];
}

export interface ProblemAnswer {
  readonly document: ProblemDocument;
  readonly headers: Readonly<Record<string, string>>;
  /** An error that nobody meant: to be logged whole. */
  readonly unexpected: boolean;
}

/** HTTP's status for each kind of refusal. */
export const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  unavailable: 503,
};

const RETRY_AFTER_SECONDS = 2;

/** The one mapper from what code throws to what HTTP callers see. Internals of unexpected errors stay inside. */
export class Problems {
  private readonly registry: ErrorRegistry;

  constructor(...registries: readonly ErrorRegistry[]) {
    this.registry = Object.assign({}, eventstoreErrors, ...registries) as ErrorRegistry;
  }

  answer(error: unknown, traceId?: string): ProblemAnswer {
    if (error instanceof HttpException) return plain(error, traceId);
    const refusal = refusalOf(error);
    const meaning = refusal && this.meaningOf(refusal.code);
    if (refusal === undefined || meaning === undefined) return this.internal(traceId);
    const { code, details, errors } = refusal;
    const document = {
      ...heading(code, meaning.status),
      detail: describeError({ kind: 'invalid', message: meaning.message }, details),
      code,
      ...(traceId === undefined ? {} : { traceId }),
      ...(errors.length === 0 ? {} : { errors }),
    };
    return { document, headers: headersFor(meaning.status, error), unexpected: false };
  }

  private internal(traceId: string | undefined): ProblemAnswer {
    const { status, message } = doorErrors.internal;
    const document = { ...heading('internal', status), detail: message, code: 'internal', ...(traceId && { traceId }) };
    return { document, headers: {}, unexpected: true };
  }

  private meaningOf(code: string): DoorError | undefined {
    const definition = this.registry[code];
    if (definition !== undefined) return { status: STATUS_OF_KIND[definition.kind], message: definition.message };
    return (doorErrors as Readonly<Record<string, DoorError>>)[code];
  }
}

/** An exception of Nest itself that has no code of ours. */
function plain(error: HttpException, traceId: string | undefined): ProblemAnswer {
  const status = error.getStatus();
  const code = `http.${status}`;
  const document = { ...heading(code, status), detail: error.message, code, ...(traceId && { traceId }) };
  return { document, headers: headersFor(status, error), unexpected: status >= 500 };
}

function heading(code: string, status: number): Pick<ProblemDocument, 'type' | 'title' | 'status'> {
  return { type: `urn:entrepot:problem:${code}`, title: STATUS_CODES[status] ?? 'Problem', status };
}

/** What callers may know: a refusal as it is, a silent database, broker or partner as unavailable. */
function refusalOf(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (error instanceof CallFailed) return new DomainError('dependency.unavailable', { call: error.call });
  return isBackendAway(error) ? new DomainError('service.unavailable') : undefined;
}

/** Every error of kafkajs is about the broker: away, moving its leaders, or too slow for now. */
const BROKER_AWAY = /^KafkaJS/;

function isBackendAway(error: unknown): boolean {
  const name = (error as { name?: unknown } | null | undefined)?.name;
  return isAway(error) || (typeof name === 'string' && BROKER_AWAY.test(name));
}

function headersFor(status: number, error: unknown): Record<string, string> {
  if (status === 401) return { 'WWW-Authenticate': 'Bearer' };
  if (status !== 503) return {};
  const asked = error instanceof CallFailed ? error.retryAfterMs : undefined;
  return { 'Retry-After': String(asked === undefined ? RETRY_AFTER_SECONDS : Math.max(1, Math.ceil(asked / 1000))) };
}
