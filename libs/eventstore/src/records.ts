import type { AnyEvent } from '@entrepot/kernel';

/**
 * Where an input came from; what it is recognised by when it comes again.
 *
 * Give `position` for an event of another stream (only ever growing per source) and `key` for a one-shot input. An input
 * with neither is recognised only while this process is still committing it.
 */
export interface Cause {
  /** Stream id of the event's stream; else `http:<METHOD path>`, `intent:<eventId>`, `timer:<streamId>`, `message:<topic>`. */
  readonly source: string;
  /** Version and index of the event in its source stream. At or below the highest one recorded, an input is a repeat. */
  readonly position?: readonly [version: number, index: number];
  /** Idempotency key, kind of outcome, message id: remembered by the stream for ever. */
  readonly key?: string;
  /** `contentHash` of the body: the same key with another hash is refused with `idempotency.key-reused`. */
  readonly hash?: string;
  /** Who asked, at the merchant: a client of access. */
  readonly actor?: string;
  /** W3C traceparent of the request or message that led here. */
  readonly trace?: string;
}

/**
 * One decision as one stream keeps it. Written once, never changed. A decision over several streams writes one record in
 * each of them, all or nothing.
 */
export interface CommitRecord {
  /** Stream id, slash, version in ten digits: unique, and sorts by version within a stream. */
  readonly _id: string;
  readonly merchantId: string;
  readonly kind: string;
  readonly key: string;
  /** Counts the decisions of this stream from 1, without a gap. */
  readonly version: number;
  /** When it was decided, RFC 3339 UTC. Never use it for order. */
  readonly at: string;
  readonly cause: Cause;
  /** May be empty: a decision can be recorded for its cause alone. */
  readonly events: readonly AnyEvent[];
  /** `_id` of the record of the stream that decided; the same in all records of a decision over several streams, absent otherwise. */
  readonly decision?: string;
}

/** One event with where and why it was recorded. */
export interface RecordedEvent<E extends AnyEvent = AnyEvent> {
  /** `eventId`: also the `ce_id` under which it is published. */
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly index: number;
  readonly at: string;
  readonly cause: Cause;
  readonly event: E;
}

/** False for the records that a decision wrote beside its own stream. */
export function isPrimary(record: CommitRecord): boolean {
  return record.decision === undefined || record.decision === record._id;
}
