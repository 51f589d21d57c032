import { checkWhere } from '../side/check-where';
import { decodeCursor, toPage } from '../side/cursor';
import type { Page } from '../side/page';
import {
  BesideGone,
  ViewTable,
  type Census,
  type GroupSum,
  type LogRow,
  type SortBy,
  type StateRow,
  type SumQuery,
  type Viewed,
  type ViewQuery,
  type Where,
} from '../side/view-table';
import { copy } from './copy';
import { compare, matches, valueAt } from './matches';
import { sumsOf } from './sums';

interface Held<Row> {
  readonly version: number;
  readonly row: Viewed<Row> | undefined;
}

export class MemoryViewTable<Row extends object> extends ViewTable<Row> {
  private held = new Map<string, Held<Row>>();
  /** The one table beside this one. */
  private nextToIt: MemoryViewTable<Row> | undefined;
  /** Half of how often another table has taken its place: no sum of versions, which are whole, makes up for one. */
  private replaced = 0;

  async prepare(): Promise<void> {}

  async upsert(rows: readonly StateRow<Row>[]): Promise<void> {
    for (const { id, merchantId, version, row } of rows) {
      const at = `${merchantId}\n${id}`;
      if ((this.held.get(at)?.version ?? -1) >= version) continue;
      this.held.set(at, { version, row: row && { ...copy(row), id, merchantId, version } });
    }
  }

  async insert(rows: readonly LogRow<Row>[]): Promise<void> {
    await this.upsert(rows.map((row) => ({ ...row, version: 0 })));
  }

  async get(merchantId: string, id: string): Promise<Viewed<Row> | undefined> {
    const found = this.held.get(`${merchantId}\n${id}`)?.row;
    return found && copy(found);
  }

  async find(merchantId: string, { where = {}, sort = {}, cursor, limit }: ViewQuery): Promise<Page<Viewed<Row>>> {
    const order: SortBy = { ...sort, id: sort['id'] ?? Object.values(sort).at(-1) ?? 1 };
    const paths = Object.keys(order);
    const placeOf = (row: Viewed<Row>) => paths.map((path) => valueAt(row, path));
    const after = cursor === undefined ? undefined : decodeCursor(cursor, paths.length);
    const compareRows = (a: ReturnType<typeof placeOf>, b: ReturnType<typeof placeOf>) =>
      paths.reduce((so, path, at) => so || compare(a[at] ?? null, b[at] ?? null) * (order[path] ?? 1), 0);
    const found = this.of(merchantId, where)
      .filter((row) => after === undefined || compareRows(placeOf(row), after) > 0)
      .sort((a, b) => compareRows(placeOf(a), placeOf(b)));
    return toPage(copy(found.slice(0, limit + 1)), limit, placeOf);
  }

  async count(merchantId: string, where: Where = {}): Promise<number> {
    return this.of(merchantId, where).length;
  }

  async sums(merchantId: string, { where = {}, ...query }: SumQuery): Promise<GroupSum[]> {
    return sumsOf(this.of(merchantId, where), query);
  }

  /** Rows that are shown. */
  get size(): number {
    return [...this.held.values()].filter(({ row }) => row !== undefined).length;
  }

  async mark(others: readonly ViewTable<object>[] = []): Promise<string> {
    const versions = [...this.held.values()].map(({ version }) => version);
    const own = `${versions.length}/${versions.reduce((sum, version) => sum + version, this.replaced)}`;
    return [own, ...(await Promise.all(others.map((other) => other.mark())))].join(' ');
  }

  async all(): Promise<Viewed<Row>[]> {
    return copy([...this.held.values()].flatMap(({ row }) => (row === undefined ? [] : [row])));
  }

  async census(field: string, texts: readonly string[], since: string): Promise<Census[]> {
    const rows = (await this.all()) as unknown as Record<string, string>[];
    return texts.flatMap((text) => {
      const found = rows.filter((row) => row[field] === text).map((row) => row[since]!);
      return found.length === 0 ? [] : [{ text, rows: found.length, since: found.sort()[0]! }];
    });
  }

  async beside(): Promise<ViewTable<Row>> {
    this.nextToIt = new MemoryViewTable<Row>();
    return this.nextToIt;
  }

  async replaceWith(beside: ViewTable<Row>): Promise<void> {
    if (beside !== this.nextToIt) throw new BesideGone('a view in memory');
    this.nextToIt = undefined;
    this.replaced += 0.5;
    const { held } = beside as MemoryViewTable<Row>;
    (beside as MemoryViewTable<Row>).held = new Map();
    this.held = held;
  }

  async clear(): Promise<void> {
    this.held.clear();
  }

  private of(merchantId: string, where: Where): Viewed<Row>[] {
    checkWhere(where);
    const rows = [...this.held.values()].flatMap(({ row }) => (row === undefined ? [] : [row]));
    return rows.filter((row) => row.merchantId === merchantId && matches(row, where));
  }
}
