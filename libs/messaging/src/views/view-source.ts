import type { CommitRecord, StateRow, ViewTable } from '@entrepot/eventstore';
import type { StreamType } from '@entrepot/kernel';
import type { RowRef } from '../handlers/projects';
import type { Incoming } from '../message/incoming';

export type Table = ViewTable<object>;

/** A view that follows the streams of one kind: a row per stream. */
export interface StreamView {
  readonly follows: 'streams';
  readonly name: string;
  readonly view: string;
  /** When the newest event was recorded that this process has written to it, RFC 3339 UTC; empty: none yet. */
  readonly shownAt: string;
  readonly of: StreamType<unknown>;
  rowOf(state: unknown, ref: RowRef): StateRow<object>;
}

/** A view made from single events, of this service and of others. */
export interface EventView {
  readonly follows: 'events';
  readonly name: string;
  readonly view: string;
  /** When the newest event was recorded that this process has written to it, RFC 3339 UTC; empty: none yet. */
  readonly shownAt: string;
  readonly events: readonly string[];
  rowsOf(incoming: Incoming): readonly unknown[];
  writeTo(table: Table, rows: readonly unknown[]): Promise<void>;
}

/** Where the rows of a view come from, and how they are written: the same live and when it is made anew. */
export type ViewSource = StreamView | EventView;

/** Rows, written together, in the order in which they were made. */
export interface Rows {
  readonly count: number;
  writeTo(table: Table): Promise<void>;
}

/** Makes the rows of a view from records. */
export interface RowMaker {
  /** Rows of records that come in the order of their ids, all of a stream. `isLast`: no more come. */
  scanned(records: readonly CommitRecord[], isLast: boolean): Rows;
  /** Rows of records that were committed since. */
  followed(records: readonly CommitRecord[]): Promise<Rows>;
  /** Rows of events of other services. */
  heard(incoming: readonly Incoming[]): Rows;
}
