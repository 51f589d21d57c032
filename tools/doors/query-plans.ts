import { createConnection, type Connection } from 'mongoose';

/** What the database noted of one operation. */
interface Noted {
  readonly op: string;
  readonly ns: string;
  readonly planSummary?: string;
  readonly docsExamined?: number;
  readonly nreturned?: number;
  readonly command?: Readonly<Record<string, unknown>>;
}

type Row = Record<string, unknown>;

const ROWS = 1_500;
const NOTES_BYTES = 16 * 1024 * 1024;
/** A query that looks at more than this, and at several times what it gives, looks for what an index should know. */
const FEW = 100;
const A_TIME = /^\d{4}-\d\d-\d\dT/;

/** Notes what a database does while somebody looks at things, and how it finds them. */
export class QueryPlans {
  private constructor(
    private readonly connection: Connection,
    private readonly databases: readonly string[],
  ) {}

  static async of(mongoUri: string, databases: readonly string[]): Promise<QueryPlans> {
    return new QueryPlans(await createConnection(mongoUri, { directConnection: true }).asPromise(), databases);
  }

  /** Many rows beside each one that there is, alike but in their texts: only so a plan shows in what is looked at. */
  async fill(isFilled: (view: string) => boolean): Promise<void> {
    for (const name of this.databases) {
      const database = this.database(name);
      const collections = await database.listCollections({}, { nameOnly: true }).toArray();
      const views = collections.map((each) => each.name).filter((each) => each.startsWith('view.'));
      for (const view of views.filter((each) => isFilled(each.slice('view.'.length)))) {
        const rows = database.collection<Row & { _id: string }>(view);
        const row = await rows.findOne({ merchantId: { $exists: true } });
        if (row === null) continue;
        await rows.insertMany(Array.from({ length: ROWS }, (_, at) => ({ ...unlike(row, at), _id: `${row._id}~${at}` }))); // prettier-ignore
      }
    }
  }

  async begin(): Promise<void> {
    for (const name of this.databases) {
      const database = this.database(name);
      await database.command({ profile: 0 });
      await database.createCollection('system.profile', { capped: true, size: NOTES_BYTES });
      await database.command({ profile: 2 });
    }
  }

  /** One line for each kind of operation that looked at far more than it gave. */
  async faults(isWhole: (view: string) => boolean): Promise<string[]> {
    const found = new Set<string>();
    for (const name of this.databases) {
      await this.database(name).command({ profile: 0 });
      const notes = this.database(name)
        .collection('system.profile')
        .find<Noted>({ ns: { $not: /system\./ } });
      for await (const noted of notes) {
        const collection = noted.ns.slice(name.length + 1);
        if (isScan(noted) && !isWhole(collection.replace(/^view\./, ''))) found.add(lineOf(noted, collection));
      }
    }
    return [...found].sort();
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private database(name: string) {
    return this.connection.getClient().db(name);
  }
}

function isScan({ planSummary = '', docsExamined = 0, nreturned = 0, command = {} }: Noted): boolean {
  if (asksWhetherEmpty(command)) return false;
  return planSummary.includes('COLLSCAN') || (docsExamined > FEW && docsExamined > 3 * nreturned);
}

/** Takes the first document there is, whichever. */
function asksWhetherEmpty({ filter, limit }: Readonly<Record<string, unknown>>): boolean {
  return limit === 1 && typeof filter === 'object' && filter !== null && Object.keys(filter).length === 0;
}

function lineOf({ op, planSummary, command = {} }: Noted, collection: string): string {
  const { filter, sort, pipeline, q } = command;
  return `${collection} ${op} by ${String(planSummary)}: ${JSON.stringify({ filter: filter ?? pipeline ?? q, sort }).slice(0, 300)}`;
}

/** A row with other texts and times; numbers and flags stay. */
function unlike(value: Row, at: number): Row {
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, other(name, field, at)]));
}

function other(name: string, field: unknown, at: number): unknown {
  if (name === 'merchantId') return field;
  if (Array.isArray(field)) return field.map((each) => other('', each, at));
  if (typeof field !== 'string') return field;
  // A little earlier each, as things happen.
  return A_TIME.test(field) ? new Date(Date.parse(field) - at * 1_000).toISOString() : `${field}-${at}`;
}
