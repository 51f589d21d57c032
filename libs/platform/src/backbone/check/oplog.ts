import type { mongo } from 'mongoose';

/** A relay that was away for longer reads the whole collection instead of the log. */
const SHORTEST_WINDOW_HOURS = 1;
/** Only a log that is full forgets. */
const FULL = 0.9;
const HOUR_S = 3_600;

/** Says when the database's log reaches back for a very short time only; nothing where we may not look. */
export async function oplogWarning(client: mongo.MongoClient): Promise<string | undefined> {
  try {
    const log = client.db('local').collection<{ ts: mongo.Timestamp }>('oplog.rs');
    const stats = await client.db('local').command({ collStats: 'oplog.rs' });
    if (Number(stats['size']) < FULL * Number(stats['maxSize'])) return undefined;
    const [first, last] = await Promise.all(
      [1, -1].map((direction) => log.findOne({}, { sort: { $natural: direction as 1 }, projection: { ts: 1 } })),
    );
    const hours = ((last?.ts.getHighBits() ?? 0) - (first?.ts.getHighBits() ?? 0)) / HOUR_S;
    if (hours >= SHORTEST_WINDOW_HOURS) return undefined;
    return `MongoDB: its log (oplog) reaches back for ${hours.toFixed(1)} hours only: make it larger`;
  } catch {
    return undefined;
  }
}
