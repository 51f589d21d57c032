import type { CommitRecord } from '../records';
import type { FeedOptions } from '../store';

/** A place in a database's log, as JSON. */
export type Token = unknown;

export interface LogBatch {
  readonly entries: readonly { readonly record: CommitRecord; readonly token: Token }[];
  /** After the whole batch. */
  readonly token: Token;
}

export interface ScanPage {
  /** In the order of their ids; may be none though there is a next page. */
  readonly records: readonly CommitRecord[];
  /** Where the next page begins; absent at the end. */
  readonly next?: string;
}

/** What a feed is made from: the database's log, which forgets, and the records themselves, which are kept. */
export interface Log {
  /** A place so that a scan which begins now finds all that was committed before it. */
  here(): Promise<Token>;
  /** What is committed after a place, in order. An empty batch: that was all when it was asked for. */
  tail(after: Token, options: FeedOptions): AsyncIterable<LogBatch>;
  /** Records with an id after that one, and decided no earlier than `since` if given. Each page costs little. */
  scan(after: string, since?: string): Promise<ScanPage>;
  /** Whether an error says that the log has forgotten the place, or never knew it. */
  hasRolledOver(error: unknown): boolean;
}
