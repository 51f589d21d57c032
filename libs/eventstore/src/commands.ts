import type { AnyEvent, Decision, Given, Peek, StreamRef, StreamType } from '@entrepot/kernel';
import type { Cause, RecordedEvent } from './records';

/** One input for one stream. */
export interface Command<S> {
  readonly on: StreamType<S>;
  readonly merchantId: string;
  readonly key: string;
  readonly cause: Cause;
  /** Pure; may be called several times for one input. What it throws refuses this input only. */
  readonly decide: (state: S, given: Given) => Decision;
  /**
   * Streams that `given.read` may ask for. Streams that are only written need not be named. `peek` looks at one that is named,
   * to name others by what it says: while it is still to be loaded it is as if nothing was ever recorded there.
   */
  readonly also?: (state: S, peek: Peek) => readonly StreamRef[];
  /** Decide only if the stream is still at this version, 0 for none; else `request.stale`. A repeat is recognised before. */
  readonly ifVersion?: number;
  /** Milliseconds the caller waits. Not sent by then: `request.withdrawn`; sent: `request.outcome-unknown`. */
  readonly deadlineMs?: number;
}

/**
 * What became of an input that was not refused.
 *
 * - `committed`: `state` and `version` are those right after this decision, `events` what it recorded on its own stream.
 * - `repeated`: this very input had been committed before. With a `cause.key`, `state`, `version` and `events` are those of
 *   that decision; with a position they are those of the stream now, without events.
 * - `ignored`: nothing was recorded, and the stream was still at `version` when this was checked with the database.
 */
export interface Result<S> {
  readonly kind: 'committed' | 'repeated' | 'ignored';
  readonly reason?: string;
  readonly version: number;
  readonly state: S;
  readonly events: readonly AnyEvent[];
}

/** The only way to change state. */
export abstract class Commands {
  /**
   * Resolves once the outcome is durable on a majority. Rejects with the `DomainError` (or bug) that `decide` threw,
   * checked against the current head; with `idempotency.key-reused`; or at the deadline. While the database is away, inputs
   * wait; inputs handed in first are decided first, and those with a deadline before those without.
   */
  abstract handle<S>(command: Command<S>): Promise<Result<S>>;
}

/** Which part of a stream's history to read. */
export interface HistoryPage {
  /** Records after this version; 0 by default. */
  readonly after?: number;
  /** At most this many records; 1,000 by default. */
  readonly limit?: number;
}

/** How current a read must be. */
export interface ReadOptions {
  /** Enough for who follows a stream: a known state of this version or later, without asking the database for newer. */
  readonly atLeast?: number;
}

/** Reading streams: always majority-committed; current, unless less is asked for. */
export abstract class Streams {
  /** The fold of the whole stream now; `version` 0 and the initial state if there is none. */
  abstract read<S>(
    on: StreamType<S>,
    merchantId: string,
    key: string,
    options?: ReadOptions,
  ): Promise<{ state: S; version: number }>;
  /** A state of that version or later, where this process has one in memory. */
  abstract known<S>(
    on: StreamType<S>,
    merchantId: string,
    key: string,
    atLeast: number,
  ): { readonly state: S; readonly version: number } | undefined;
  /** The recorded events in order; whole records, so that the last version read is complete. */
  abstract history<S>(on: StreamType<S>, merchantId: string, key: string, page?: HistoryPage): Promise<RecordedEvent[]>;
}
