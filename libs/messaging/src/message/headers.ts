import { recordId } from '@entrepot/eventstore';
import type { RawHeaders } from '../bus/bus';
import type { EventMeta } from './event-meta';

/**
 * CloudEvents 1.0 in Kafka's binary mode: attributes are headers with the prefix `ce_`, the body is the event's JSON.
 * `ce_id` is `<stream>/<version in ten digits>#<index>` and unique with `ce_source`; `ce_subject` is the stream.
 * `ce_previous` (extension) is the version and index of the stream's event before this one under the same message key
 * on the topic, if the publisher knows it: a reader that never saw that one has lost something. `ce_cause` (extension) is the id of the event
 * that it was decided on, or what else led to it (`http:...`, `message:...`, `timer:...`, `intent:...`). `ce_mayrepeat`
 * (extension) is there when the event may have been published, and worked on, before.
 */
export const Header = {
  specVersion: 'ce_specversion',
  id: 'ce_id',
  source: 'ce_source',
  type: 'ce_type',
  subject: 'ce_subject',
  time: 'ce_time',
  merchant: 'ce_merchantid',
  previous: 'ce_previous',
  cause: 'ce_cause',
  contentType: 'content-type',
  mayRepeat: 'ce_mayrepeat',
  trace: 'traceparent',
} as const;

const SOURCE_PREFIX = '/entrepot/';
/** Length of the slash and version at the end of a record's id. */
export const ID_TAIL = recordId('', 1).length;
const MOST_EVENTS = 100_000;

export function sourceOf(service: string): string {
  return SOURCE_PREFIX + service;
}

/** A number for `<version>#<index>` that sorts as they do. */
export function placeIn(text: string): number {
  const hash = text.indexOf('#');
  return Number(text.slice(0, hash)) * MOST_EVENTS + Number(text.slice(hash + 1));
}

/** A header's text, the first one if it was repeated. */
export function headerText(headers: RawHeaders | undefined, name: string): string | undefined {
  const value = headers?.[name];
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  if (Buffer.isBuffer(value)) return value.toString();
  return value[0]?.toString();
}

const TRACEPARENT = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

/**
 * The `traceparent` of a message, if it is one. It goes on to every event and call that the message leads to: what is no trace could make
 * events too large to be published, and everything behind them wait.
 */
export function traceIn(headers: RawHeaders | undefined): string | undefined {
  const trace = headerText(headers, Header.trace);
  return trace !== undefined && TRACEPARENT.test(trace) ? trace : undefined;
}

/** Kind of the stream that an event id or stream id names. */
export function streamKindOf(id: string): string {
  const from = id.indexOf('/') + 1;
  return decodePart(id.slice(from, id.indexOf('/', from)));
}

/** Reads the attributes of an event; undefined when they are not those of an event. Runs for every wanted message. */
export function readMeta(headers: RawHeaders | undefined): EventMeta | undefined {
  const id = headerText(headers, Header.id);
  const type = headerText(headers, Header.type);
  if (id === undefined || type === undefined) return undefined;
  const hash = id.lastIndexOf('#');
  const stream = id.slice(0, hash - ID_TAIL);
  const parts = stream.split('/');
  const version = Number(id.slice(hash - ID_TAIL + 1, hash));
  const index = Number(id.slice(hash + 1));
  if (parts.length !== 3 || !Number.isSafeInteger(version) || !Number.isSafeInteger(index) || version < 1)
    return undefined;
  const [merchantId, streamKind, key] = parts.map(decodePart) as [string, string, string];
  const at = headerText(headers, Header.time) ?? '';
  // Ages are counted from it: what comes of no time at all, a metric throws at.
  if (Number.isNaN(Date.parse(at))) return undefined;
  const service = (headerText(headers, Header.source) ?? '').slice(SOURCE_PREFIX.length);
  const trace = traceIn(headers);
  const cause = headerText(headers, Header.cause);
  const why = { ...(cause && { cause }), ...(trace && { trace }) };
  return { id, type, merchantId, stream, streamKind, key, version, index, at, service, ...why };
}

function decodePart(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
