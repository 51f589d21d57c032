import { DomainError } from '@entrepot/kernel';
import type { Cause, CommitRecord, RecordedEvent } from './records';

const VERSION_DIGITS = 10;
const MAX_LENGTH = 1_500;
/** Most parts are ids, which need no encoding. */
const PLAIN = /^[\w-]+$/;

/** The parts of a stream id. */
export interface StreamName {
  readonly merchantId: string;
  readonly kind: string;
  readonly key: string;
}

/**
 * `merchant/kind/key`, each part percent-encoded so that free text cannot collide: only letters, digits, `-`, `_` and `%`
 * are left, so `/` and `#` always separate.
 */
export function streamId(merchantId: string, kind: string, key: string): string {
  const id = `${encodePart(merchantId)}/${encodePart(kind)}/${encodePart(key)}`;
  if (id.length > MAX_LENGTH) throw new DomainError('stream.key-invalid', { rule: `longer than ${MAX_LENGTH}` });
  return id;
}

/** The inverse of `streamId`. */
export function parseStreamId(id: string): StreamName {
  const [merchantId, kind, key, ...rest] = id.split('/').map(decodeURIComponent);
  if (!merchantId || !kind || !key || rest.length > 0) throw new Error(`not a stream id: ${id}`);
  return { merchantId, kind, key };
}

/** `_id` of the record of a stream at a version. */
export function recordId(stream: string, version: number): string {
  return `${stream}/${String(version).padStart(VERSION_DIGITS, '0')}`;
}

/** The stream that a record belongs to. */
export function streamOf(record: Pick<CommitRecord, '_id'>): string {
  return record._id.slice(0, -VERSION_DIGITS - 1);
}

/** Identity of one event for ever and everywhere: the `ce_id` it is published with. */
export function eventId(record: Pick<CommitRecord, '_id'>, index: number): string {
  return `${record._id}#${index}`;
}

/** A cause in one word: the id of the event that it was, else its source. */
export function causeText({ source, position }: Cause): string {
  return position === undefined ? source : eventId({ _id: recordId(source, position[0]) }, position[1]);
}

/** The stream and position that an event id names. */
export function parseEventId(id: string): { stream: string; version: number; index: number } {
  const match = /^(.+)\/(\d{10})#(\d+)$/.exec(id);
  if (match === null) throw new Error(`not an event id: ${id}`);
  return { stream: match[1] ?? '', version: Number(match[2]), index: Number(match[3]) };
}

/** The events of a record, each with where and why it was recorded. */
export function recordedEvents(record: CommitRecord): RecordedEvent[] {
  const { version, at, cause } = record;
  const stream = streamOf(record);
  return record.events.map((event, index) => ({
    id: eventId(record, index),
    stream,
    version,
    index,
    at,
    cause,
    event,
  }));
}

function encodePart(part: string): string {
  if (typeof part !== 'string' || part === '')
    throw new DomainError('stream.key-invalid', { rule: 'must not be empty' });
  if (PLAIN.test(part)) return part;
  return wellFormed(part).replace(/[.!~*'()]/g, percentEncode);
}

function wellFormed(part: string): string {
  try {
    return encodeURIComponent(part);
  } catch {
    throw new DomainError('stream.key-invalid', { rule: 'half a surrogate pair' });
  }
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
