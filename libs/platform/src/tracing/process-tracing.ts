import type { CommittedGroup } from '@entrepot/eventstore';
import type { Span, Tracing } from '@entrepot/messaging';
import { continueTrace, traceOf, withinTrace, type Trace } from '../http/trace';

/** A request as a part of a trace. */
export interface RequestTrace {
  readonly trace: Trace;
  /** To be told how it ended, if it is recorded; without a status it was broken off. */
  readonly ended?: (route: string, status: number | undefined) => void;
}

/** The traces of one process: messages, effects and publishing (`Tracing`), requests, commits. */
export interface ProcessTracing extends Tracing {
  request(method: string, traceparent: string | undefined): RequestTrace;
  /** Absent: commits are not recorded. */
  readonly committed?: (group: CommittedGroup) => void;
  /** Sends what is recorded and not sent yet. */
  close(): Promise<void>;
}

/** Nothing is recorded; traces of others are handed on. */
export const unrecorded: ProcessTracing = {
  isOn: false,
  records: () => false,
  begin: (): Span => {
    throw new Error('nothing is recorded');
  },
  within: (parent, work) => withinTrace(traceOf(parent), work),
  request: (_, traceparent) => ({ trace: continueTrace(traceparent) }),
  close: () => Promise.resolve(),
};
