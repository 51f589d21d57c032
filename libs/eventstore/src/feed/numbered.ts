import type { CommitRecord } from '../records';
import type { AppendOutcome } from '../store';

/** A writer, and how many records it had written then. */
export type Mark = readonly [writer: number, number: number];

/** A record with its place in the order of its writer. */
export interface Numbered {
  readonly record: CommitRecord;
  readonly mark: Mark;
  /** The mark of the record before it in its stream, where another writer wrote that one. */
  readonly after?: Mark;
}

export interface Writer {
  readonly writer: number;
  readonly ageMs: number;
  /** It said that it writes no more. */
  readonly left: boolean;
  /** How many records it had written when it said so; unknown where an earlier release said it. */
  readonly wrote?: number;
}

export interface ScanPage {
  /** In the order of their ids. */
  readonly records: readonly CommitRecord[];
  /** Where the next page begins; absent at the end. */
  readonly next?: string;
}

/**
 * Records by the numbers of their writers. A writer is a process, or the part of its life between two writes whose outcome it
 * does not know: so its numbers begin at 1 and have no holes, and it writes in their order. Every answer is majority-committed.
 */
export interface NumberedRecords {
  /** A new writer; its id is above all that were given before. */
  register(): Promise<number>;
  /** That writer has written so many records, and writes no more, for sure. */
  leave(last: Mark): Promise<void>;
  /** Writers with that id or a higher one, ascending. */
  writers(lowest: number): Promise<readonly Writer[]>;
  /** Inserts in this order and stops at the first that is refused; `atomically`: all or nothing. Never throws. */
  insert(numbered: readonly Numbered[], atomically: boolean): Promise<AppendOutcome>;
  /** Of each of these writers the records above its mark, ascending; at most `limit` in all. */
  beyond(marks: readonly Mark[], limit: number): Promise<readonly Numbered[]>;
  /** The last mark of each of these writers that has one. */
  heads(writers: readonly number[]): Promise<readonly Mark[]>;
  /** Who wrote these records, by their ids. */
  marksOf(ids: readonly string[]): Promise<ReadonlyMap<string, Mark>>;
  /** Records with an id after that one. */
  page(after: string): Promise<ScanPage>;
}
