import type { AnyEvent } from '@entrepot/kernel';
import type { CommitRecord } from '@entrepot/eventstore';
import type { Span, Tracing } from './tracing';

/** The spans of one send: each event of a recorded trace has one, which ends when Kafka has all of them. */
export class PublishedSpans {
  private spans: Span[] = [];

  constructor(private readonly tracing: Tracing | undefined) {}

  /** The `traceparent` that an event carries; undefined for a record without. */
  readonly traceOf = ({ cause, at }: CommitRecord, { type }: AnyEvent, topic: string): string | undefined => {
    const { trace: parent } = cause;
    if (this.tracing === undefined || parent === undefined || !this.tracing.records(parent)) return parent;
    const attributes = { ...PUBLISH, 'messaging.destination.name': topic, 'entrepot.recorded_at': at };
    const span = this.tracing.begin({ name: `publish ${type}`, kind: 'producer', parent, attributes });
    this.spans.push(span);
    return span.trace;
  };

  end(error?: unknown): void {
    for (const span of this.spans) span.end(error);
    this.spans = [];
  }
}

const PUBLISH = { 'messaging.system': 'kafka', 'messaging.operation.type': 'send' };
