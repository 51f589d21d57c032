import { mongo } from 'mongoose';
import type { CommitRecord } from '../records';
import { within } from './within';

const ANSWER_MS = 15_000;

/** The database's token for a place in its log. */
export type ResumeToken = object;

interface Change {
  readonly _id: ResumeToken;
  readonly fullDocument: CommitRecord;
}

interface CursorReply {
  readonly cursor: {
    readonly id: mongo.Long;
    readonly firstBatch?: Change[];
    readonly nextBatch?: Change[];
    readonly postBatchResumeToken: ResumeToken;
  };
}

export interface ChangeBatch {
  readonly changes: readonly Change[];
  readonly token: ResumeToken;
}

/**
 * A change stream over the inserts of a collection, batch by batch. The driver's own hands out one change at a time and
 * does not tell where a batch ends, which is where sending and remembering the place pay off.
 */
export class ChangeCursor {
  private constructor(
    private readonly db: mongo.Db,
    private readonly session: mongo.ClientSession,
    private readonly collection: string,
    private id: mongo.Long,
  ) {}

  /**
   * Opens right after a token; without one, at a moment up to which everything is on a majority already. Not simply now:
   * what the database has applied but not yet spread by then would neither be in the stream nor be seen by a majority
   * read that follows.
   */
  static async open(
    client: mongo.MongoClient,
    place: { database: string; collection: string; token?: ResumeToken },
  ): Promise<{ cursor: ChangeCursor; token: ResumeToken }> {
    const { database, collection, token } = place;
    const db = client.db(database);
    const start = token === undefined ? { startAtOperationTime: await majorityTime(db) } : { resumeAfter: token };
    const session = client.startSession();
    const stages = [
      { $changeStream: start },
      { $match: { operationType: 'insert' } },
      { $project: { fullDocument: 1 } },
    ];
    const command = {
      aggregate: collection,
      pipeline: stages,
      cursor: { batchSize: 0 },
      readConcern: { level: 'majority' },
    };
    try {
      const reply = (await db.command(command, { session, promoteLongs: false })) as unknown as CursorReply;
      const cursor = new ChangeCursor(db, session, collection, reply.cursor.id);
      return { cursor, token: reply.cursor.postBatchResumeToken };
    } catch (error) {
      await session.endSession();
      throw error;
    }
  }

  /** The next changes; an empty batch if there are none for `waitMs`. */
  async next(batchSize: number, waitMs: number): Promise<ChangeBatch> {
    const command = { getMore: this.id, collection: this.collection, batchSize, maxTimeMS: waitMs };
    const asked = this.db.command(command, { session: this.session });
    const reply = (await within(waitMs + ANSWER_MS, asked)) as unknown as CursorReply;
    // promoteLongs turns a small id into a number, which the server would not take back.
    if (Number(reply.cursor.id) === 0) this.id = mongo.Long.ZERO;
    if (this.id.isZero()) throw new Error('the change stream was closed by the database');
    return { changes: reply.cursor.nextBatch ?? [], token: reply.cursor.postBatchResumeToken };
  }

  async close(): Promise<void> {
    try {
      if (!this.id.isZero()) await this.db.command({ killCursors: this.collection, cursors: [this.id] });
      await this.session.endSession();
    } catch {
      // The server forgets an idle cursor by itself.
    }
  }
}

async function majorityTime(db: mongo.Db): Promise<mongo.Timestamp> {
  const reply = (await db.command({ hello: 1 })) as { lastWrite?: { majorityOpTime?: { ts?: mongo.Timestamp } } };
  const time = reply.lastWrite?.majorityOpTime?.ts;
  if (time === undefined) throw new Error('change streams need a replica set');
  return time;
}
