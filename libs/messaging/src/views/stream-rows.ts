import { streamOf, type CommitRecord, type StateRow, type Streams } from '@entrepot/eventstore';
import type { RowMaker, Rows, StreamView, Table } from './view-source';

interface Folding {
  readonly stream: string;
  state: unknown;
  newest: CommitRecord;
  error?: unknown;
}

/** Rows of a view with one row per stream: from the fold of what a scan finds, then from the streams themselves. */
export class StreamRows implements RowMaker {
  private folding: Folding | undefined;

  constructor(
    private readonly source: StreamView,
    private readonly streams: Streams,
    /** A stream that cannot be shown: it is left out. */
    private readonly skipped: (stream: string, error: unknown) => void,
  ) {}

  scanned(records: readonly CommitRecord[], isLast: boolean): Rows {
    const rows: StateRow<object>[] = [];
    for (const record of records) {
      if (record.kind !== this.source.of.kind) continue;
      if (this.folding?.stream !== streamOf(record)) this.finish(rows);
      this.fold(record);
    }
    if (isLast) this.finish(rows);
    return written(rows);
  }

  async followed(records: readonly CommitRecord[]): Promise<Rows> {
    const newest = new Map<string, CommitRecord>();
    for (const record of records) if (record.kind === this.source.of.kind) newest.set(streamOf(record), record);
    const rows = await Promise.all([...newest.values()].map((record) => this.current(record)));
    return written(rows.flatMap((row) => row ?? []));
  }

  heard(): Rows {
    return written([]);
  }

  private fold(record: CommitRecord): void {
    const { of } = this.source;
    this.folding ??= { stream: streamOf(record), state: of.initial, newest: record };
    const { folding } = this;
    folding.newest = record;
    if (folding.error !== undefined) return;
    const { merchantId, key, version, at } = record;
    try {
      for (const event of record.events) {
        folding.state = of.evolve(folding.state, event, { merchantId, key, version, at });
      }
    } catch (error) {
      folding.error = error;
    }
  }

  private finish(rows: StateRow<object>[]): void {
    const { folding } = this;
    this.folding = undefined;
    if (folding === undefined) return;
    if (folding.error !== undefined) return this.skipped(folding.stream, folding.error);
    const row = this.rowOf(folding.state, folding.newest);
    if (row !== undefined) rows.push(row);
  }

  private async current(record: CommitRecord): Promise<StateRow<object> | undefined> {
    const { merchantId, key, version, at } = record;
    const { of } = this.source;
    const found = await this.streams.read(of, merchantId, key, { atLeast: version });
    return this.rowOf(found.state, { ...record, version: found.version, at });
  }

  private rowOf(state: unknown, record: CommitRecord): StateRow<object> | undefined {
    const { merchantId, key, version, at } = record;
    try {
      return this.source.rowOf(state, { merchantId, key, version, at });
    } catch (error) {
      this.skipped(streamOf(record), error);
      return undefined;
    }
  }
}

function written(rows: readonly StateRow<object>[]): Rows {
  const writeTo = (table: Table) => (rows.length === 0 ? Promise.resolve() : table.upsert(rows));
  return { count: rows.length, writeTo };
}
