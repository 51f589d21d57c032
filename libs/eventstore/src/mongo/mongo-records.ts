import type { Connection, Model, mongo } from 'mongoose';
import type { Mark, Numbered, NumberedRecords, ScanPage, Writer } from '../feed/numbered';
import type { AppendOutcome } from '../store';
import { insertOutcome } from './append-outcome';
import { collection, DURABLE, isDuplicate, MAJORITY, model, prepareModel } from './collections';
import { fromKept, toKept, type KeptRecord } from './kept-record';
import type { PrimaryTerm } from './primary-term';
import { Transactions } from './transaction';
import { within } from './within';

const SCANNED_AT_ONCE = 1_000;

interface KeptWriter {
  readonly _id: string;
  readonly writer: number;
  readonly at: Date;
  readonly left?: boolean;
  readonly wrote?: number;
}

export interface RecordLimits {
  readonly answerMs: number;
  readonly patienceMs: number;
}

/** The collections `events` and `writers`. */
export class MongoRecords implements NumberedRecords {
  private readonly events: Model<KeptRecord>;
  private readonly registry: Model<KeptWriter>;
  private readonly transactions: Transactions<KeptRecord>;

  constructor(
    connection: Connection,
    private readonly term: PrimaryTerm,
    private readonly limits: RecordLimits,
  ) {
    this.events = model<KeptRecord>(connection, 'events', SHAPE, [{ by: 1, no: 1 }]);
    this.registry = model<KeptWriter>(connection, 'writers', WRITER, [{ writer: 1 }]);
    const newSession = () => connection.getClient().startSession();
    this.transactions = new Transactions(newSession, this.records, limits);
  }

  get records(): mongo.Collection<KeptRecord> {
    return collection(this.events);
  }

  async prepare(): Promise<void> {
    await prepareModel(this.events);
    await prepareModel(this.registry);
  }

  async register(): Promise<number> {
    for (;;) {
      const newest = await this.read(() => this.writing.find({}, MAJORITY).sort({ writer: -1 }).limit(1).toArray());
      const writer = (newest[0]?.writer ?? 0) + 1;
      try {
        // The database's time: writers are compared by it.
        const set = [{ $set: { writer, at: '$$NOW' } }];
        const given = this.writing.updateOne({ _id: String(writer), writer: { $exists: false } }, set, {
          ...DURABLE,
          upsert: true,
        });
        await this.answer(given);
        return writer;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
  }

  async leave([writer, wrote]: Mark): Promise<void> {
    await this.answer(this.writing.updateOne({ _id: String(writer) }, { $set: { left: true, wrote } }, DURABLE));
  }

  async writers(lowest: number): Promise<readonly Writer[]> {
    const stages = [
      { $match: { writer: { $gte: lowest } } },
      { $sort: { writer: 1 } },
      { $project: { writer: 1, left: 1, wrote: 1, ageMs: { $subtract: ['$$NOW', '$at'] } } },
    ];
    type Found = Omit<KeptWriter, '_id' | 'at'> & { ageMs: number };
    const writers = await this.read(() => this.writing.aggregate<Found>(stages, MAJORITY).toArray());
    return writers.map(({ writer, left = false, wrote, ageMs }) => {
      return { writer, left, ageMs: Number(ageMs), ...(wrote !== undefined && { wrote }) };
    });
  }

  async insert(numbered: readonly Numbered[], atomically: boolean): Promise<AppendOutcome> {
    const documents = numbered.map(toKept) as mongo.OptionalUnlessRequiredId<KeptRecord>[];
    if (atomically) return this.transactions.insert(documents);
    try {
      await this.answer(this.records.insertMany(documents, { ...DURABLE, ordered: true }));
      return { kind: 'written' };
    } catch (error) {
      return insertOutcome(error);
    }
  }

  async beyond(marks: readonly Mark[], limit: number): Promise<readonly Numbered[]> {
    const $or = marks.map(([by, no]) => ({ by, no: { $gt: no } }));
    const options = { ...MAJORITY, batchSize: limit + 1 };
    const found = await this.read(() =>
      this.records.find({ $or }, options).sort({ by: 1, no: 1 }).limit(limit).toArray(),
    );
    return found.map(fromKept);
  }

  async heads(writers: readonly number[]): Promise<readonly Mark[]> {
    const last = writers.map((by) => {
      const options = { ...MAJORITY, projection: { by: 1, no: 1 } };
      return this.read(() => this.records.find({ by }, options).sort({ by: -1, no: -1 }).limit(1).toArray());
    });
    return (await Promise.all(last)).flat().map(({ by, no }) => [by, no] as const);
  }

  async marksOf(ids: readonly string[]): Promise<ReadonlyMap<string, Mark>> {
    const options = { ...MAJORITY, projection: { by: 1, no: 1 }, batchSize: ids.length + 1 };
    const found = await this.read(() => this.records.find({ _id: { $in: [...ids] } }, options).toArray());
    return new Map(found.map(({ _id, by, no }) => [_id, [by, no] as const]));
  }

  async page(after: string): Promise<ScanPage> {
    const options = { ...MAJORITY, batchSize: SCANNED_AT_ONCE + 1 };
    const found = await this.read(() =>
      this.records
        .find({ _id: { $gt: after } }, options)
        .sort({ _id: 1 })
        .limit(SCANNED_AT_ONCE)
        .toArray(),
    );
    const records = found.map((kept) => fromKept(kept).record);
    const next = records.length === SCANNED_AT_ONCE ? records.at(-1)?._id : undefined;
    return next === undefined ? { records } : { records, next };
  }

  private get writing(): mongo.Collection<KeptWriter> {
    return collection(this.registry);
  }

  private read<T>(read: () => Promise<T>): Promise<T> {
    return this.term.read(() => this.answer(read()));
  }

  private answer<T>(asked: Promise<T>): Promise<T> {
    return within(this.limits.answerMs, asked);
  }
}

const WRITER = { writer: Number, at: Date, left: Boolean, wrote: Number };

const SHAPE = {
  merchantId: String,
  kind: String,
  key: String,
  version: Number,
  at: String,
  cause: { source: String, position: [Number], key: String, hash: String, trace: String },
  events: [{}],
  decision: String,
  by: Number,
  no: Number,
  past: [Number],
};
