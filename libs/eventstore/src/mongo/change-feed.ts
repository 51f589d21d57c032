import { setTimeout as delay } from 'node:timers/promises';
import { mongo, type Connection } from 'mongoose';
import type { CommitRecord } from '../records';
import type { FeedBatch, FeedOptions } from '../store';
import { ChangeCursor, type ChangeBatch, type ResumeToken } from './change-cursor';
import type { RecordReader } from './record-reader';

const WAIT_MS = 1_000;
const PAUSE_MS = 500;
/** Without records the place moves on this often: else it would leave the log while other collections fill it. */
const IDLE_MS = 5_000;
const SCAN_AT_ONCE = 1_000;
/** How far two process clocks may be apart, with room to spare: how far back a scan begins when the log has rolled over. */
const MARGIN_MS = 3_600_000;
/** The place is no longer in the database's log, or is not a place in it: history lost, fatal, unreadable tokens. */
const LOST = new Set([9, 260, 280, 286, 40_647, 40_649, 50_811]);

/** Where a reader stands: after `token` in the log; with `scanned` first to the end of a scan of the collection. */
interface Place {
  readonly token: ResumeToken;
  readonly scanned?: string;
  /** Scan only what was decided since. */
  readonly since?: string;
  /** Time of the newest record handed out. */
  readonly at?: string;
}

/**
 * The collection's inserts in the order of commit, from the change stream. A reader that has no place yet, or whose place
 * has left the log, gets a scan first: repeats, never a gap, and the records of a stream in order.
 */
export class ChangeFeed {
  constructor(
    private readonly connection: Connection,
    private readonly collection: string,
    private readonly reader: RecordReader,
  ) {}

  async *follow(after: string | undefined, options: FeedOptions): AsyncGenerator<FeedBatch> {
    let position = after;
    let isLost = false;
    while (!options.signal?.aborted) {
      try {
        for await (const batch of this.from(await this.place(position, isLost), options)) {
          isLost = false;
          position = batch.position;
          yield batch;
        }
      } catch (error) {
        isLost ||= hasRolledOver(error);
        await delay(PAUSE_MS, undefined, { signal: options.signal }).catch(() => undefined);
      }
    }
  }

  private async *from(place: Place, options: FeedOptions): AsyncGenerator<FeedBatch> {
    let at = place.at;
    let scanned = place.scanned;
    while (scanned !== undefined && !options.signal?.aborted) {
      const records = await this.reader.scan(scanned, SCAN_AT_ONCE, place.since);
      at = newest(at, records);
      scanned = records.length < SCAN_AT_ONCE ? undefined : records.at(-1)?._id;
      if (records.length === 0) break;
      const entries = records.map((record) => ({ record, position: write({ ...place, scanned: record._id, at }) }));
      yield { entries, position: write({ ...place, scanned, at }) };
    }
    yield* this.tail({ token: place.token, at }, options);
  }

  private async *tail(from: Place, { signal, batch = 1_000 }: FeedOptions): AsyncGenerator<FeedBatch> {
    const { cursor } = await ChangeCursor.open(this.client, { ...this.names, token: from.token });
    try {
      let { at } = from;
      let idleSince = performance.now();
      while (!signal?.aborted) {
        const next = await unlessAborted(cursor.next(batch, WAIT_MS), signal);
        if (next === undefined) return;
        if (next.changes.length === 0 && performance.now() - idleSince < IDLE_MS) continue;
        idleSince = performance.now();
        at = newest(
          at,
          next.changes.map(({ fullDocument }) => fullDocument),
        );
        const entries = next.changes.map(({ _id, fullDocument }) => ({
          record: fullDocument,
          position: write({ token: _id, at: fullDocument.at }),
        }));
        yield { entries, position: write({ token: next.token, at }) };
      }
    } finally {
      void cursor.close();
    }
  }

  private async place(position: string | undefined, isLost: boolean): Promise<Place> {
    const known = position === undefined ? undefined : (JSON.parse(position) as Place);
    if (known !== undefined && !isLost) return known;
    const { cursor, token } = await ChangeCursor.open(this.client, this.names);
    await cursor.close();
    return { token, scanned: '', since: back(known?.at) };
  }

  private get client(): mongo.MongoClient {
    return this.connection.getClient();
  }

  private get names(): { database: string; collection: string } {
    return { database: this.connection.name, collection: this.collection };
  }
}

async function unlessAborted(
  next: Promise<ChangeBatch>,
  signal: AbortSignal | undefined,
): Promise<ChangeBatch | undefined> {
  if (signal === undefined) return next;
  next.catch(() => undefined);
  let stop = (): void => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([next, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function write(place: Place): string {
  return JSON.stringify(place);
}

function newest(at: string | undefined, records: readonly CommitRecord[]): string | undefined {
  return records.reduce((latest, record) => (latest === undefined || record.at > latest ? record.at : latest), at);
}

function back(at: string | undefined): string | undefined {
  return at === undefined ? undefined : new Date(Date.parse(at) - MARGIN_MS).toISOString();
}

function hasRolledOver(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && LOST.has(Number(error.code));
}
