import { randomUUID } from 'node:crypto';
import type { mongo, Connection, Model } from 'mongoose';
import { decodeCursor, toPage } from '../side/cursor';
import type { Page } from '../side/page';
import {
  ViewTable,
  type Census,
  type GroupSum,
  type LogRow,
  type SortBy,
  type StateRow,
  type SumQuery,
  type Viewed,
  type ViewIndexes,
  type ViewQuery,
  type Where,
} from '../side/view-table';
import { dropAll, markMade, overReplacing, putInPlace } from './beside-table';
import { collection, DURABLE, duplicatesOnly, insertMissing, MAJORITY, model, prepareModel } from './collections';
import { RowTransactions } from './row-transactions';
import { afterPlace, filterOf } from './view-filter';
import { sumStages, type GroupDocument } from './view-sums';

/** A row, or what is left of one that was taken out: without a merchant, so that no query meets it. */
type RowDocument = {
  readonly _id: string;
  readonly version: number;
  readonly merchantId?: string;
  [field: string]: unknown;
};

const BESIDE = '.beside';

/** A collection of rows, written in transactions; where those meet other writers one by one, with the version in the filter. */
export class MongoViewTable<Row extends object> extends ViewTable<Row> {
  private readonly model: Model<RowDocument>;
  private readonly together: RowTransactions<RowDocument>;
  private readonly indexes: SortBy[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly name: string,
  ) {
    super();
    this.model = model<RowDocument>(connection, `view.${name}`, {});
    const newSession = () => connection.getClient().startSession();
    this.together = new RowTransactions(newSession, () => this.rows);
  }

  /** Asks for indexes, to be created by `prepare`. A merchant's rows by id need none: `_id` begins with the merchant. */
  index(indexes: ViewIndexes): void {
    this.indexes.push(...indexes);
  }

  /** The same index, asked for by several, is created once: the database refuses a command that names one twice. */
  prepare(): Promise<void> {
    const keys = this.indexes.map((index) => ({ merchantId: 1, ...ordered(index) }) as const);
    return prepareModel(this.model, [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()]);
  }

  async upsert(rows: readonly StateRow<Row>[]): Promise<void> {
    const newest = new Map<string, RowDocument>();
    for (const row of rows) {
      const document = toDocument(row);
      if ((newest.get(document._id)?.version ?? -1) < row.version) newest.set(document._id, document);
    }
    const documents = [...newest.values()];
    if (!(await this.together.upsert(documents))) await overReplacing(() => this.replace(documents));
  }

  async insert(rows: readonly LogRow<Row>[]): Promise<void> {
    const byId = new Map(rows.map((row) => [rowId(row.merchantId, row.id), toDocument({ ...row, version: 0 })]));
    const documents = [...byId.values()];
    if (!(await this.together.insert(documents))) await overReplacing(() => insertMissing(this.rows, documents));
  }

  async get(merchantId: string, id: string): Promise<Viewed<Row> | undefined> {
    const named = { _id: rowId(merchantId, id), merchantId };
    const found = await overReplacing(() => this.rows.findOne(named, MAJORITY));
    return found === null ? undefined : this.read(found);
  }

  async find(merchantId: string, { where = {}, sort = {}, cursor, limit }: ViewQuery): Promise<Page<Viewed<Row>>> {
    const order = ordered(sort);
    const paths = Object.keys(order);
    const place = cursor === undefined ? [] : [afterPlace(order, decodeCursor(cursor, paths.length))];
    const filter = { $and: [this.filter(merchantId, where), ...place] };
    const options = { ...MAJORITY, batchSize: limit + 2 };
    const found = await overReplacing(() =>
      this.rows
        .find(filter, options)
        .sort(order)
        .limit(limit + 1)
        .toArray(),
    );
    const page = toPage(found, limit, (row) => paths.map((path) => valueOf(row, path)));
    return { ...page, items: page.items.map((row) => this.read(row)) };
  }

  count(merchantId: string, where: Where = {}): Promise<number> {
    return overReplacing(() => this.rows.countDocuments(this.filter(merchantId, where), MAJORITY));
  }

  async sums(merchantId: string, { where = {}, ...query }: SumQuery): Promise<GroupSum[]> {
    const stages = [{ $match: this.filter(merchantId, where) }, ...sumStages(query)];
    const found = await this.aggregated<GroupDocument>(stages, { allowDiskUse: true });
    return found.map(({ _id: by, count, ...sums }) => ({
      by,
      count,
      of: query.of.map((_, at) => Number(sums[`sum${at}`])),
    }));
  }

  async mark(others: readonly ViewTable<object>[] = []): Promise<string> {
    const names = [this, ...(others as readonly MongoViewTable<object>[])].map(({ rows }) => rows.collectionName);
    const sums = names.map((_id) => ({ $group: { _id, rows: { $sum: 1 }, versions: { $sum: '$version' } } }));
    const unions = names.map((coll, place) => ({ $unionWith: { coll, pipeline: [sums[place]!] } }));
    const found = await this.aggregated<mongo.Document>([sums[0]!, ...unions.slice(1)]);
    const counted = new Map(
      found.map((sum) => [String(sum['_id']), `${Number(sum['rows'])}/${Number(sum['versions'])}`]),
    );
    return names.map((name) => counted.get(name) ?? '0/0').join(' ');
  }

  async all(): Promise<Viewed<Row>[]> {
    const ofMerchants = { merchantId: { $exists: true } };
    const found = await overReplacing(() => this.rows.find(ofMerchants, MAJORITY).toArray());
    return found.map((row) => this.read(row));
  }

  async census(field: string, texts: readonly string[], since: string): Promise<Census[]> {
    // Every index begins with the merchant: naming all merchants makes one usable.
    const merchants = await overReplacing(() => this.rows.distinct('merchantId'));
    const stages = [
      { $match: { merchantId: { $in: merchants }, [field]: { $in: [...texts] } } },
      { $project: { _id: 0, [field]: 1, [since]: 1 } },
      { $group: { _id: `$${field}`, rows: { $sum: 1 }, since: { $min: `$${since}` } } },
    ];
    const census = () => this.rows.aggregate<{ _id: string; rows: number; since: string }>(stages).toArray();
    const found = await overReplacing(census);
    return found.map(({ _id: text, rows, since: least }) => ({ text, rows, since: least }));
  }

  /** Names are never used twice: a rename that comes late finds nothing, and not what another process fills by then. */
  async beside(): Promise<ViewTable<Row>> {
    await dropAll(this.connection.db!, `${this.rows.collectionName}${BESIDE}`);
    const beside = new MongoViewTable<Row>(this.connection, `${this.name}${BESIDE}.${randomUUID()}`);
    this.connection.deleteModel(beside.model.modelName);
    beside.index(this.indexes);
    await beside.prepare();
    await markMade(beside.rows);
    return beside;
  }

  replaceWith(beside: ViewTable<Row>): Promise<void> {
    return putInPlace((beside as MongoViewTable<Row>).rows, this.rows.collectionName);
  }

  async clear(): Promise<void> {
    await this.rows.deleteMany({}, DURABLE);
  }

  private aggregated<T extends mongo.Document>(
    stages: mongo.Document[],
    options?: mongo.AggregateOptions,
  ): Promise<T[]> {
    return overReplacing(() => this.rows.aggregate<T>(stages, { ...MAJORITY, ...options }).toArray());
  }

  private async replace(documents: readonly RowDocument[]): Promise<void> {
    const there = await this.replaceOlder(documents, true);
    // Each met a row that is newer, or one that another process made between the look and the insert, which may be older: mongod
    // tries again by itself only where the filter is nothing but the id. By now the rows are there, and the filter alone decides.
    await this.replaceOlder(there, false);
  }

  /** Returns those that are there already, though the filter met none that is older. */
  private async replaceOlder(documents: readonly RowDocument[], upsert: boolean): Promise<RowDocument[]> {
    if (documents.length === 0) return [];
    const writes = documents.map((replacement) => {
      const { _id, version } = replacement;
      return { replaceOne: { filter: { _id, version: { $lt: version } }, replacement, upsert } };
    });
    try {
      await this.rows.bulkWrite(writes, { ...DURABLE, ordered: false });
      return [];
    } catch (error) {
      return duplicatesOnly(error).map(({ index }) => documents[index]!);
    }
  }

  private filter(merchantId: string, where: Where): Record<string, unknown> {
    const prefix = rowId(merchantId, '');
    return {
      _id: { $gte: prefix, $lt: `${prefix.slice(0, -1)}0` },
      ...filterOf(merchantId, renamed(where, merchantId)),
    };
  }

  private get rows(): mongo.Collection<RowDocument> {
    return collection(this.model);
  }

  private read({ _id, merchantId = '', version, ...row }: RowDocument): Viewed<Row> {
    return { ...row, id: _id.slice(rowId(merchantId, '').length), merchantId, version } as unknown as Viewed<Row>;
  }
}

function rowId(merchantId: string, id: string): string {
  return `${encodeURIComponent(merchantId)}/${id}`;
}

function toDocument({ id, merchantId, version, row }: StateRow<object>): RowDocument {
  const _id = rowId(merchantId, id);
  return row === undefined ? { _id, version } : { ...row, _id, merchantId, version };
}

/** With the id, as `_id`, last: only with it an index has the order in which rows are found. */
function ordered(sort: SortBy): SortBy {
  const { id = Object.values(sort).at(-1) ?? 1, ...fields } = sort;
  return { ...fields, _id: id };
}

/** `id` is kept as part of `_id`. */
function renamed({ id, ...where }: Where, merchantId: string): Where {
  if (id === undefined) return where;
  if (typeof id === 'string') return { ...where, _id: rowId(merchantId, id) };
  if (id !== null && typeof id === 'object' && 'in' in id) {
    return { ...where, _id: { in: id.in.map((each) => rowId(merchantId, String(each))) } };
  }
  throw new Error('rows are found by id, or by a list of ids');
}

function valueOf(row: RowDocument, path: string): string | number | boolean | null {
  const value = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], row);
  return (value ?? null) as string | number | boolean | null;
}
