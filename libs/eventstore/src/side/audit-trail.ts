import type { Page, PageRequest } from './page';

/** Something that a person does to a service by hand. */
export interface NewAuditEntry {
  readonly merchantId: string;
  /** Who: the id of the API client, or `unknown`. */
  readonly by: string;
  /** What is done: `redrive`, `discard`, `give-up`, `run`, `cancel`, `rebuild`, `verify`, `open`. */
  readonly action: string;
  /** To what: `dead-letter`, `parked`, `task`, `view`, `books`, `personal-data`. */
  readonly what: string;
  readonly ids: readonly string[];
  readonly reason?: string;
}

/** What became of one of them. */
export interface AuditedResult {
  readonly id: string;
  readonly result: string;
}

export interface AuditEntry extends NewAuditEntry {
  readonly id: string;
  /** When it began, RFC 3339, the database's time. */
  readonly at: string;
  /** Absent while it goes on, and for good if the process ended in the middle of it. */
  readonly results?: readonly AuditedResult[];
}

export interface AuditQuery extends PageRequest {
  readonly by?: string;
  readonly action?: string;
  /** Begun then or later, RFC 3339. */
  readonly from?: string;
  /** Begun before then, RFC 3339. */
  readonly to?: string;
}

/** Who did what by hand. Entries are only ever added and completed, never changed or taken out. */
export abstract class AuditTrail {
  /** To be awaited before the action: nothing is done that is not written down. Gives the entry's id. */
  abstract begin(entry: NewAuditEntry): Promise<string>;
  abstract complete(id: string, results: readonly AuditedResult[]): Promise<void>;
  /** The newest first. */
  abstract list(merchantId: string, query: AuditQuery): Promise<Page<AuditEntry>>;
}
