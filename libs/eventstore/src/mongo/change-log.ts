import { setTimeout as delay } from 'node:timers/promises';
import { mongo, type Connection } from 'mongoose';
import type { Log, LogBatch, ScanPage, Token } from '../feed/log';
import type { FeedOptions } from '../store';
import { ChangeCursor, type ChangeBatch, type ResumeToken } from './change-cursor';
import type { RecordReader } from './record-reader';

const WAIT_MS = 1_000;
/** The shortest time between two questions: each costs database and reader as much as many records. */
const ASK_EVERY_MS = 15;
/** The place is no longer in the database's log, or is not a place in it: history lost, fatal, unreadable tokens. */
const LOST = new Set([9, 260, 280, 286, 40_647, 40_649, 50_811]);

/** The inserts into a collection, from its change stream. */
export class ChangeLog implements Log {
  constructor(
    private readonly connection: Connection,
    private readonly collection: string,
    private readonly reader: RecordReader,
  ) {}

  async here(): Promise<Token> {
    const { cursor, token } = await ChangeCursor.open(this.client, this.names);
    await cursor.close();
    return token;
  }

  async *tail(after: Token, { signal, batch = 1_000, waitMs = WAIT_MS }: FeedOptions): AsyncGenerator<LogBatch> {
    const { cursor } = await ChangeCursor.open(this.client, { ...this.names, token: after as ResumeToken });
    try {
      for (let askedAt = 0; !signal?.aborted;) {
        await delay(askedAt + ASK_EVERY_MS - performance.now());
        if (signal?.aborted) return;
        askedAt = performance.now();
        const next = await unlessAborted(cursor.next(batch, Math.max(1, waitMs)), signal);
        if (next === undefined) return;
        const entries = next.changes.map(({ _id, fullDocument }) => ({ record: fullDocument, token: _id }));
        yield { entries, token: next.token };
      }
    } finally {
      void cursor.close();
    }
  }

  scan(after: string, since?: string): Promise<ScanPage> {
    return this.reader.page(after, since);
  }

  hasRolledOver(error: unknown): boolean {
    return error instanceof mongo.MongoServerError && LOST.has(Number(error.code));
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
