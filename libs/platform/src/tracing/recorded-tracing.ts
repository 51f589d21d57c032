import { hostname } from 'node:os';
import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Link,
  type Span as RecordedSpan,
  type SpanContext,
  type TimeInput,
  type Tracer,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { CommittedGroup } from '@entrepot/eventstore';
import type { Span, SpanStart } from '@entrepot/messaging';
import { continueTrace, traceOf, withinTrace } from '../http/trace';
import type { ProcessTracing, RequestTrace } from './process-tracing';

export interface TraceExport {
  readonly service: string;
  readonly url: string;
  /** Of traces that begin here, 0 to 1. */
  readonly share: number;
}

const KINDS: Readonly<Record<SpanStart['kind'], SpanKind>> = {
  consumer: SpanKind.CONSUMER,
  producer: SpanKind.PRODUCER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
};
/** A collector that is away holds nobody up: spans that do not fit are dropped. */
const SEND = { maxQueueSize: 4_096, maxExportBatchSize: 512, scheduledDelayMillis: 1_000, exportTimeoutMillis: 2_000 };
const MOST_LINKS = 100;

/** Spans of OpenTelemetry, sent to a collector in batches. Whether a trace is recorded is decided where it begins. */
export class RecordedTracing implements ProcessTracing {
  readonly isOn = true;
  private readonly provider: BasicTracerProvider;
  private readonly tracer: Tracer;

  constructor({ service, url, share }: TraceExport) {
    const exporter = new OTLPTraceExporter({ url, timeoutMillis: SEND.exportTimeoutMillis });
    const identity = { 'service.namespace': 'entrepot', 'service.name': service };
    this.provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ ...identity, 'service.instance.id': `${hostname()}/${process.pid}` }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
      spanProcessors: [new BatchSpanProcessor(exporter, SEND)],
    });
    this.tracer = this.provider.getTracer('entrepot');
  }

  records(parent: string | undefined): boolean {
    return parent === undefined || isRecorded(parent);
  }

  begin({ name, kind, parent, attributes }: SpanStart): Span {
    return new OpenSpan(this.tracer.startSpan(name, { kind: KINDS[kind], attributes }, contextOf(parent)));
  }

  within<T>(parent: string, work: () => T): T {
    return withinTrace(traceOf(parent), work);
  }

  request(method: string, traceparent: string | undefined): RequestTrace {
    // What is no trace, and what says that it is not recorded, is treated as without a collector.
    const known = traceparent === undefined ? undefined : continueTrace(traceparent);
    const isForeign = known !== undefined && traceparent?.includes(known.traceId) === true;
    if (isForeign && !isRecorded(known.header)) return { trace: known };
    const context = contextOf(isForeign ? traceparent : undefined);
    const attributes = { 'http.request.method': method };
    const span = this.tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, context);
    return { trace: traceOf(headerOf(span.spanContext())), ended: endOf(span, method) };
  }

  /** One span for the commit: a part of the first trace, linked to the others that share it. */
  readonly committed = ({ inputs, records, bytes, ms, traces }: CommittedGroup): void => {
    const recorded = traces().filter(isRecorded);
    const [first, ...others] = recorded;
    if (first === undefined) return;
    const links = others.slice(0, MOST_LINKS).flatMap(linkTo);
    const attributes = { 'entrepot.inputs': inputs, 'entrepot.records': records, 'entrepot.bytes': bytes };
    const startTime: TimeInput = Date.now() - ms;
    const options = { kind: SpanKind.INTERNAL, links, attributes, startTime };
    this.tracer.startSpan('commit', options, contextOf(first)).end();
  };

  /** What a collector that is away does not take is lost. */
  async close(): Promise<void> {
    await this.provider.shutdown().catch(() => undefined);
  }
}

class OpenSpan implements Span {
  readonly trace: string;

  constructor(private readonly span: RecordedSpan) {
    this.trace = headerOf(span.spanContext());
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await withinTrace(traceOf(this.trace), work);
      this.end();
      return result;
    } catch (error) {
      this.end(error);
      throw error;
    }
  }

  /** Of an error only its code or name is told: messages may quote what they are about. */
  end(error?: unknown): void {
    if (error !== undefined) {
      const { code, name } = error as { code?: unknown; name?: unknown };
      const type = String(code ?? name ?? 'error');
      this.span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR, message: type });
    }
    this.span.end();
  }
}

function endOf(span: RecordedSpan, method: string): NonNullable<RequestTrace['ended']> {
  return (route, status) => {
    const attributes: Attributes = { 'http.route': route };
    if (status === undefined) attributes['error.type'] = 'aborted';
    else attributes['http.response.status_code'] = status;
    span.updateName(`${method} ${route}`).setAttributes(attributes);
    if (status === undefined || status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
}

function headerOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

function spanContextOf(header: string): SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] = header.split('-');
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) || TraceFlags.NONE, isRemote: true };
  return isSpanContextValid(context) ? context : undefined;
}

function contextOf(parent: string | undefined): Context {
  const known = parent === undefined ? undefined : spanContextOf(parent);
  return known === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, known);
}

/** The last bit of a `traceparent`'s flags. */
function isRecorded(header: string): boolean {
  return (Number.parseInt(header.slice(53, 55), 16) & TraceFlags.SAMPLED) !== 0;
}

function linkTo(header: string): Link[] {
  const context = spanContextOf(header);
  return context === undefined ? [] : [{ context }];
}
