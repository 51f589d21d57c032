import type { CollectedSpan } from '@entrepot/testing';

/** The spans of one trace, as far as they have arrived. */
export class TraceTree {
  constructor(private readonly spans: readonly CollectedSpan[]) {}

  /** The spans from the first one to that of a name; as far up as parents have arrived. */
  path(service: string, name: string): CollectedSpan[] {
    const byId = this.byId();
    const path: CollectedSpan[] = [];
    let span = this.spans.find((each) => each.service === service && each.name === name);
    while (span !== undefined && !path.includes(span)) {
      path.unshift(span);
      span = byId.get(span.parentSpanId ?? '');
    }
    return path;
  }

  /** Where the trace goes from one service to another: `service span > service span`. */
  edges(): string[] {
    const byId = this.byId();
    return this.spans.flatMap((span) => {
      const parent = byId.get(span.parentSpanId ?? '');
      if (parent === undefined || parent.service === span.service) return [];
      return `${parent.service} ${parent.name} > ${span.service} ${span.name}`;
    });
  }

  /** Spans whose parent has not arrived, but for that of the first request, whose parent is the caller's. */
  loose(): string[] {
    const byId = this.byId();
    const loose = this.spans.filter(({ parentSpanId = '' }) => !byId.has(parentSpanId));
    return loose.filter(({ service }) => service !== 'gateway').map(({ service, name }) => `${service} ${name}`);
  }

  private byId(): Map<string, CollectedSpan> {
    return new Map(this.spans.map((span) => [span.spanId, span]));
  }
}
