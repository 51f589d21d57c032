import type { Page, PageRequest } from './page';

/** Newest state of one thing. Without a `row` it is taken out of the view (and stays out for older versions). */
export interface StateRow<Row> {
  readonly id: string;
  readonly merchantId: string;
  /** Version of the stream that it shows; an older one never replaces a newer one. */
  readonly version: number;
  readonly row: Row | undefined;
}

/** A line that is written once. */
export interface LogRow<Row> {
  /** Unique per merchant and view, e.g. an event id. */
  readonly id: string;
  readonly merchantId: string;
  readonly row: Row;
}

/** A row as it is read: its own fields and where it comes from. `version` is 0 for log rows. */
export type Viewed<Row> = Row & { readonly id: string; readonly merchantId: string; readonly version: number };

export type Scalar = string | number | boolean | null;

/**
 * `contains` finds text anywhere in a text, upper and lower case alike. In a field that is a list, one element is enough;
 * `all` wants every one of these values among the elements.
 */
export type Condition =
  | Scalar
  | { readonly in: readonly Scalar[] }
  | { readonly all: readonly Scalar[] }
  | { readonly gt?: Scalar; readonly gte?: Scalar; readonly lt?: Scalar; readonly lte?: Scalar }
  | { readonly not: Scalar }
  | { readonly contains: string };

/** Conditions by field path (`lines.sku`), all of which must hold. */
export type Where = Readonly<Record<string, Condition | undefined>>;

/** Fields and directions. Ties are broken by id, in the direction of the last field. */
export type SortBy = Readonly<Record<string, 1 | -1>>;

export interface ViewQuery extends PageRequest {
  readonly where?: Where;
  /** By id if absent. */
  readonly sort?: SortBy;
}

/** Indexes of a view; the merchant is put in front of each. */
export type ViewIndexes = readonly SortBy[];

/** Rows that have the same text in a field. */
export interface Census {
  readonly text: string;
  readonly rows: number;
  /** The least of the other field among them. */
  readonly since: string;
}

/** Which rows are added up together, and what of them. */
export interface SumQuery {
  readonly where?: Where;
  /** Paths of fields: rows with the same values in them make a group. Without any there is one group. */
  readonly by: readonly string[];
  /** Paths of numbers that are added up; a row without one counts as zero. */
  readonly of: readonly string[];
  /** A field that is a list: its elements are added up instead of the rows, and paths may go into it (`entries.debit`). */
  readonly each?: string;
}

/** What rows of a group add up to: values and sums in the order in which they were asked for. */
export interface GroupSum {
  readonly by: readonly Scalar[];
  /** How many rows, or elements of rows. */
  readonly count: number;
  readonly of: readonly number[];
}

/** A table that was made beside another one is not there any more: somebody else has begun one since. */
export class BesideGone extends Error {
  constructor(view: string) {
    super(`the table beside ${view} is not there any more`);
    this.name = 'BesideGone';
  }
}

/** A read model. Every row belongs to a merchant and every query is about one merchant. */
export abstract class ViewTable<Row extends object> {
  /** Creates the table and its indexes. */
  abstract prepare(): Promise<void>;
  /** Several of one id in a call: the newest counts. */
  abstract upsert(rows: readonly StateRow<Row>[]): Promise<void>;
  /** Lines that exist already are left alone. */
  abstract insert(rows: readonly LogRow<Row>[]): Promise<void>;
  abstract get(merchantId: string, id: string): Promise<Viewed<Row> | undefined>;
  abstract find(merchantId: string, query: ViewQuery): Promise<Page<Viewed<Row>>>;

  /** The rows that are there of these ids, by id, with one look. */
  async rowsOf(merchantId: string, ids: readonly string[]): Promise<Map<string, Viewed<Row>>> {
    if (ids.length === 0) return new Map();
    const { items } = await this.find(merchantId, { where: { id: { in: [...ids] } }, limit: ids.length });
    return new Map(items.map((row) => [row.id, row]));
  }

  abstract count(merchantId: string, where?: Where): Promise<number>;
  /** Sums of rows by group, in no order, at one moment. The database reads them all: some microseconds a row. No rows, no groups. */
  abstract sums(merchantId: string, query: SumQuery): Promise<GroupSum[]>;
  /**
   * Another text after every change of a row, of this table or one of the `others`, the same while nothing changes: for who keeps
   * a copy of them. The database counts the rows for it, with one look: half a millisecond per thousand.
   */
  abstract mark(others?: readonly ViewTable<object>[]): Promise<string>;
  /** The rows of all merchants. For tables that fit into memory, and for the service itself: never for an answer to a caller. */
  abstract all(): Promise<Viewed<Row>[]>;
  /**
   * How many rows of all merchants have one of these texts in a field, and the least of another field among them. Texts that no
   * row has are left out. Reads an index alone if there is one on `{ [field], [since] }`, as many entries of it as there are such rows.
   */
  abstract census(field: string, texts: readonly string[], since: string): Promise<Census[]>;
  /**
   * A new table with the same indexes that nobody reads yet. There is only one: an unfinished one of before is gone, and who still
   * fills that one fills nothing.
   */
  abstract beside(): Promise<ViewTable<Row>>;
  /**
   * Puts a table that `beside` made in the place of this one, in one step for everybody who reads and writes it. Rejects with
   * `BesideGone` if another one was made since.
   */
  abstract replaceWith(beside: ViewTable<Row>): Promise<void>;
  /** Empties the table. */
  abstract clear(): Promise<void>;
}
