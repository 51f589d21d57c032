import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config/service.config';
import { currentCaller, currentTrace } from '../http/trace';
import { maskText, type Masking } from './mask';
import { withSourcePlaces } from './source-places';

export interface LogOptions {
  readonly service: string;
  readonly level: LogLevel;
  readonly masking: Masking;
  /** Where lines go; standard output by default. */
  readonly to?: DestinationStream;
}

/** JSON lines with service, trace and masked fields. */
export function createLogs({ service, level, masking, to }: LogOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => masking.mask(fields) as Record<string, unknown>,
    },
    serializers: { err: (error: unknown) => error },
    hooks: {
      logMethod(values, method) {
        const masked = values.map((value: unknown) => (typeof value === 'string' ? maskText(value) : value));
        method.apply(this, masked as typeof values);
      },
    },
    mixin: () => {
      const trace = currentTrace();
      return trace === undefined ? {} : { traceId: trace.traceId, ...currentCaller() };
    },
  };
  return pino(options, to ?? pino.destination({ sync: true }));
}

/** What Nest says about its own wiring, and errors that it throws too: of interest only to who debugs it. */
const WIRING = new Set([
  'NestFactory',
  'ExceptionHandler',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'NestMicroservice',
]);

type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'trace';

/**
 * Nest's logger written by pino. `new Logger('Routing').warn('no coordinates', { placeId })` becomes a line with `context`,
 * `msg` and the fields; an Error among the values becomes `err`.
 */
export class PinoBridge implements LoggerService {
  constructor(private readonly logs: Logger) {}

  log(message: unknown, ...more: unknown[]): void {
    this.write('info', message, more);
  }
  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }
  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }
  debug(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }
  verbose(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }
  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  private write(level: Level, message: unknown, more: unknown[]): void {
    const context = typeof more.at(-1) === 'string' ? (more.at(-1) as string) : undefined;
    const quiet = (level === 'info' || context === 'ExceptionHandler') && context !== undefined && WIRING.has(context);
    const line = { ...(context === undefined ? {} : { context }), ...fieldsOf(message, more) };
    this.logs[quiet ? 'debug' : level](line, typeof message === 'string' ? message : undefined);
  }
}

function fieldsOf(message: unknown, more: readonly unknown[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const value of [message, ...more]) {
    if (value instanceof Error) fields['err'] = value;
    else if (typeof value === 'object' && value !== null) Object.assign(fields, value);
  }
  // Nest hands a stack on as a text between message and context.
  const stack = more.slice(0, -1).find((value) => typeof value === 'string');
  if (stack !== undefined && fields['err'] === undefined) fields['stack'] = withSourcePlaces(stack as string);
  return fields;
}
