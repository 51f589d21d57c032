import { PlainFailure } from '@entrepot/testing';
import mongoose, { type mongo } from 'mongoose';
import type { Target } from '../../tools/system-for-tool';

/** An entry of the database's log, as far as it is read here. */
export interface LogEntry {
  readonly wall: Date;
  readonly op: string;
  readonly ns: string;
  readonly o: {
    readonly _id?: unknown;
    readonly applyOps?: readonly { readonly op: string; readonly ns: string; readonly o: { readonly _id?: unknown } }[];
  };
}

/** A record that was inserted into the events of a service, and when the database wrote it to its log. */
export interface Committed {
  readonly service: string;
  readonly recordId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The records that an entry inserts, alone or with others in a transaction. `services` by namespace of their events. */
export function recordsIn({ wall, op, ns, o }: LogEntry, services: ReadonlyMap<string, string>): Committed[] {
  const inserts = op === 'i' ? [{ ns, o }] : (o.applyOps ?? []).filter((each) => each.op === 'i');
  return inserts.flatMap((each) => {
    const service = services.get(each.ns);
    return service === undefined ? [] : [{ service, recordId: String(each.o._id), at: wall.getTime() }];
  });
}

/** What was committed between two moments (milliseconds since 1970), from the log of the database itself. */
export async function committedBetween(
  { backends }: Target,
  services: readonly string[],
  from: number,
  to: number,
): Promise<Committed[]> {
  const connection = await mongoose.createConnection(backends.mongoUri).asPromise();
  try {
    const log = connection.getClient().db('local').collection('oplog.rs');
    await reachesBackTo(log, from);
    const byNamespace = new Map(services.map((name) => [`${backends.database(name)}.events`, name]));
    const ts = { $gte: new mongoose.mongo.Timestamp({ t: Math.floor(from / 1_000), i: 0 }) };
    const wall = { $gte: new Date(from), $lte: new Date(to) };
    const cursor = log.find({ ts, wall, op: { $in: ['i', 'c'] } } as mongo.Filter<mongo.Document>, {
      projection: FIELDS,
    });
    const found: Committed[] = [];
    for await (const entry of cursor) found.push(...recordsIn(entry as unknown as LogEntry, byNamespace));
    return found;
  } finally {
    await connection.close();
  }
}

async function reachesBackTo(log: mongo.Collection, from: number): Promise<void> {
  const oldest = await log.findOne({}, { projection: { wall: 1 } });
  if (oldest !== null && (oldest['wall'] as Date).getTime() <= from) return;
  throw new PlainFailure('The log of the database does not reach back to the start of the clock: time fewer orders.');
}

const FIELDS = { wall: 1, op: 1, ns: 1, 'o._id': 1, 'o.applyOps.op': 1, 'o.applyOps.ns': 1, 'o.applyOps.o._id': 1 };
