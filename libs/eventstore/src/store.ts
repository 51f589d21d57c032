import type { CommitRecord } from './records';

/** Where a reader of the feed stands. Opaque; only to be stored and given back. */
export type Position = string;

export interface FeedEntry {
  readonly record: CommitRecord;
}

/**
 * Records, those of a stream in order. Without entries: everything that was committed when this batch was
 * asked for has been handed out; `position` still moves on.
 */
export interface FeedBatch {
  readonly entries: readonly FeedEntry[];
  /** Resumes after the whole batch. */
  readonly position: Position;
}

export interface FeedOptions {
  /** Ends the feed. */
  readonly signal?: AbortSignal;
  /** At most this many records a batch; 1,000 by default. */
  readonly batch?: number;
  /** Milliseconds to wait for records before there is a batch without any; 2,000 by default, 0: not at all. */
  readonly waitMs?: number;
  /** Told of every failure; the feed goes on by itself. */
  readonly trouble?: (error: unknown) => void;
}

/** The records of `stream` with a version above `after`, at most up to `upTo`. */
export interface Wanted {
  readonly stream: string;
  readonly after: number;
  readonly upTo?: number;
  readonly limit?: number;
}

/** A stream and the version up to which it is known. */
export interface Head {
  readonly stream: string;
  readonly version: number;
}

/** A folded state of a long stream. `fold` names the code that folded it. */
export interface Snapshot {
  readonly stream: string;
  readonly fold: string;
  readonly version: number;
  readonly state: unknown;
}

/**
 * What became of an append.
 *
 * - `written`: all of it, on a majority.
 * - `duplicate`: a record with that version exists. The first `written` records are durable, the others are not.
 * - `aborted`: a transaction met another one; nothing was written.
 * - `refused`: the database will not take it, now or later. The first `written` records are durable, the others are not.
 * - `away`: the database could not be reached; nothing was written.
 * - `unknown`: no full answer. Any of it may have been written, or still be.
 */
export type AppendOutcome =
  | { readonly kind: 'written' }
  | { readonly kind: 'duplicate'; readonly written: number }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'refused'; readonly written: number; readonly error: Error }
  | { readonly kind: 'away'; readonly error: Error }
  | { readonly kind: 'unknown'; readonly error: Error };

/** Where records are kept. Every read is majority-committed and from the primary. */
export abstract class Store {
  /** Records of each wanted stream, ascending, in the order of `wanted`. */
  abstract load(wanted: readonly Wanted[]): Promise<CommitRecord[][]>;

  /** Which of these streams have a later version by now. */
  abstract moved(heads: readonly Head[]): Promise<ReadonlySet<string>>;

  /** Inserts in this order and stops at the first record that is refused; `atomically`: all or nothing. Never throws. */
  abstract append(records: readonly CommitRecord[], atomically: boolean): Promise<AppendOutcome>;

  /** The newest snapshot of each stream by this fold, `undefined` where there is none. */
  abstract snapshots(wanted: readonly Pick<Snapshot, 'stream' | 'fold'>[]): Promise<(Snapshot | undefined)[]>;

  /** Keeps snapshots; one that exists already is left alone. */
  abstract keepSnapshots(snapshots: readonly Snapshot[]): Promise<void>;

  /** Records of all streams by `_id`, after that `_id`: for rebuilding and checking. */
  abstract scan(after: string | undefined, limit: number): Promise<CommitRecord[]>;

  /**
   * Every record committed after `after`, at least once, those of a stream in order. Without a position it begins with all
   * there is. Survives the loss of connections; ends when the signal says so or the iterator is returned.
   */
  abstract feed(after?: Position, options?: FeedOptions): AsyncIterable<FeedBatch>;

  /** A position so that a scan which begins after it was given, and the feed from there, together miss nothing. */
  abstract here(): Promise<Position>;

  /** About how many records there are. */
  abstract size(): Promise<number>;

  /** Nothing is appended by this process after this. */
  abstract leave(): Promise<void>;
}
