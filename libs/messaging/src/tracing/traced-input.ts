import type { EventMeta } from '../message/event-meta';
import { Header, traceIn } from '../message/headers';
import type { Incoming } from '../message/incoming';
import type { ServiceParts } from '../runtime/service-parts';

/** Handles an input as a part of its trace: what is decided on it is caused by that part. */
export function asInput<T>(
  { tracing }: ServiceParts,
  { incoming, handler }: { incoming: Incoming; handler: () => string },
  work: (incoming: Incoming) => Promise<T>,
): Promise<T> {
  if (tracing?.isOn !== true) return work(incoming);
  const parent = traceIn(incoming.raw.headers);
  if (!tracing.records(parent)) return work(incoming);
  const { topic, partition, offset } = incoming;
  const span = tracing.begin({
    ...{ name: `${handler()} ${incoming.header(Header.type) ?? topic}`, kind: 'consumer' },
    ...(parent !== undefined && { parent }),
    attributes: {
      'messaging.system': 'kafka',
      'messaging.operation.type': 'process',
      'messaging.destination.name': topic,
      'messaging.destination.partition.id': String(partition),
      'messaging.kafka.offset': offset,
      'messaging.message.id': incoming.header(Header.id) ?? '',
    },
  });
  return span.run(() => work(incoming.withTrace(span.trace)));
}

/** Tries an effect as a part of the trace of its intent: its calls carry the trace on, and so does what comes of it. */
export function asEffect<T>(
  { tracing }: ServiceParts,
  { name, meta, attempt }: { name: string; meta: EventMeta; attempt: number },
  work: (meta: EventMeta) => Promise<T>,
): Promise<T> {
  const { trace: parent } = meta;
  if (tracing === undefined) return work(meta);
  if (!tracing.records(parent)) return parent === undefined ? work(meta) : tracing.within(parent, () => work(meta));
  const attributes = { 'messaging.message.id': meta.id, 'entrepot.attempt': attempt };
  const span = tracing.begin({ name, kind: 'client', attributes, ...(parent !== undefined && { parent }) });
  return span.run(() => work({ ...meta, trace: span.trace }));
}
