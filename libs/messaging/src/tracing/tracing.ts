/** What is recorded of a piece of work. */
export interface SpanStart {
  readonly name: string;
  readonly kind: 'consumer' | 'producer' | 'client' | 'internal';
  /** W3C `traceparent` of what led to it; a trace begins here if there is none. */
  readonly parent?: string;
  /** Ids and places, never contents. */
  readonly attributes: Readonly<Record<string, string | number>>;
}

/** A piece of work that is being recorded as a part of a trace. */
export interface Span {
  /** `traceparent` for what it leads to. */
  readonly trace: string;
  /** Does the work as this part of the trace, and ends the span with it. */
  run<T>(work: () => Promise<T>): Promise<T>;
  end(error?: unknown): void;
}

/** Records traces. Asked on the hot path: what is not recorded costs a look at the flags of its trace. */
export interface Tracing {
  /** False: nothing is ever recorded. */
  readonly isOn: boolean;
  /** Whether work of that trace is recorded; without a trace the span that begins one says so. */
  records(parent: string | undefined): boolean;
  begin(start: SpanStart): Span;
  /** Does work as a part of a trace that is not recorded here: calls out hand it on, logs name it. */
  within<T>(parent: string, work: () => T): T;
}
