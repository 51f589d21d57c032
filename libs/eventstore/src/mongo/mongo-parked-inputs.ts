import type { Connection, Model, mongo } from 'mongoose';
import { heldId, heldPrefix } from '../side/held-message-id';
import type { Page } from '../side/page';
import { within, type Reach } from '../side/reach';
import {
  ParkedInputs,
  type HeldMessage,
  type NewParkedInput,
  type ParkedBacklog,
  type ParkedInput,
  type ParkedKey,
} from '../side/parked-inputs';
import type { HeldQuery } from '../side/waiting-query';
import { collection, DURABLE, insertMissing, MAJORITY, model, prepareModel, type Index } from './collections';
import { pageByAge } from './paging';
import type { PrimaryTerm } from './primary-term';

interface ParkedDocument extends ParkedKey {
  readonly _id: string;
  readonly merchantId: string;
  readonly message: HeldMessage;
  readonly reason: string;
  readonly retryAt: Date;
  readonly attempts: number;
  readonly parkedAt: Date;
}

const SHAPE = {
  reaction: String,
  source: String,
  merchantId: String,
  message: { topic: String, partition: Number, offset: Number, key: String, headers: {}, value: String },
  reason: String,
  retryAt: Date,
  attempts: Number,
  parkedAt: Date,
};

const INDEXES: readonly Index[] = [
  { 'message.topic': 1, 'message.partition': 1, _id: 1 },
  { merchantId: 1, parkedAt: 1, _id: 1 },
  // For whoever looks at those of all merchants.
  { parkedAt: 1, _id: 1 },
];

export class MongoParkedInputs extends ParkedInputs {
  private readonly model: Model<ParkedDocument>;

  /** `term`: whoever is told that nothing waits lets later inputs go past. */
  constructor(
    connection: Connection,
    private readonly now: () => number,
    private readonly term: PrimaryTerm,
  ) {
    super();
    this.model = model<ParkedDocument>(connection, 'parked', SHAPE, INDEXES);
  }

  prepare(): Promise<void> {
    return prepareModel(this.model);
  }

  async park(inputs: readonly NewParkedInput[]): Promise<void> {
    const parkedAt = new Date(this.now());
    await insertMissing(
      this.parked,
      inputs.map((input) => toDocument(input, parkedAt)),
    );
  }

  async keys(topic: string, partition: number): Promise<(ParkedKey & { lastOffset: number })[]> {
    const stages = [
      { $match: { 'message.topic': topic, 'message.partition': partition } },
      { $group: { _id: KEY, lastOffset: { $max: '$message.offset' } } },
    ];
    type Found = { _id: ParkedKey; lastOffset: number };
    const keys = await this.term.read(() => this.parked.aggregate<Found>(stages, MAJORITY).toArray());
    return keys.map(({ _id, lastOffset }) => ({ ..._id, lastOffset }));
  }

  async inputs(key: ParkedKey, limit: number): Promise<ParkedInput[]> {
    const found = this.term.read(() =>
      this.parked
        .find({ _id: rangeOf(key) }, MAJORITY)
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),
    );
    return (await found).map(toInput);
  }

  async due(topic: string, partitions: readonly number[], limit: number): Promise<ParkedInput[]> {
    const stages = [
      { $match: { 'message.topic': topic, 'message.partition': { $in: [...partitions] } } },
      { $sort: { _id: 1 } },
      { $group: { _id: KEY, first: { $first: '$$ROOT' } } },
      { $replaceRoot: { newRoot: '$first' } },
      { $match: { $expr: { $lte: ['$retryAt', '$$NOW'] } } },
      { $sort: { retryAt: 1, _id: 1 } },
      { $limit: limit },
    ];
    return (await this.parked.aggregate<ParkedDocument>(stages, MAJORITY).toArray()).map(toInput);
  }

  async failed(id: string, { reason, retryAt }: { reason: string; retryAt: string }): Promise<void> {
    const update = { $set: { reason, retryAt: new Date(retryAt) }, $inc: { attempts: 1 } };
    await this.parked.updateOne({ _id: id }, update, DURABLE);
  }

  async putOff(id: string, retryAt: string): Promise<void> {
    await this.parked.updateOne({ _id: id }, { $set: { retryAt: new Date(retryAt) } }, DURABLE);
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.parked.deleteMany({ _id: { $in: [...ids] } }, DURABLE);
  }

  async isDrained(key: ParkedKey, lastOffset: number): Promise<boolean> {
    const filter = { _id: rangeOf(key), 'message.offset': { $gt: lastOffset } };
    const later = await this.term.read(() => this.parked.findOne(filter, { ...MAJORITY, projection: { _id: 1 } }));
    return later === null;
  }

  async hasten(of: Reach, id: string): Promise<boolean> {
    const update = [{ $set: { retryAt: '$$NOW' } }];
    const { matchedCount } = await this.parked.updateOne({ _id: id, ...within(of) }, update, DURABLE);
    return matchedCount === 1;
  }

  list(of: Reach, query: HeldQuery): Promise<Page<ParkedInput>> {
    const { handler } = query;
    const filter = { ...within(of), ...(handler === undefined ? {} : { reaction: handler }) };
    const timeOf = ({ parkedAt }: ParkedDocument) => parkedAt;
    return pageByAge(this.parked, filter, query, { field: 'parkedAt', read: toInput, timeOf });
  }

  async show(of: Reach, id: string): Promise<ParkedInput | undefined> {
    const found = await this.parked.findOne({ _id: id, ...within(of) }, MAJORITY);
    return found === null ? undefined : toInput(found);
  }

  async isEmpty(): Promise<boolean> {
    return (await this.parked.findOne({}, { ...MAJORITY, projection: { _id: 1 } })) === null;
  }

  count(): Promise<number> {
    return this.parked.countDocuments({}, MAJORITY);
  }

  async backlog(): Promise<ParkedBacklog> {
    const stages = [
      { $group: { _id: KEY, inputs: { $sum: 1 }, since: { $min: '$parkedAt' } } },
      { $group: { _id: null, keys: { $sum: 1 }, inputs: { $sum: '$inputs' }, since: { $min: '$since' } } },
    ];
    const [all] = await this.parked.aggregate<{ keys: number; inputs: number; since: Date }>(stages).toArray();
    if (all === undefined) return { inputs: 0, keys: 0 };
    return { inputs: all.inputs, keys: all.keys, since: all.since.toISOString() };
  }

  private get parked(): mongo.Collection<ParkedDocument> {
    return collection(this.model);
  }
}

const KEY = { reaction: '$reaction', source: '$source' };

function rangeOf(key: ParkedKey): { $gt: string; $lt: string } {
  const prefix = heldPrefix(key);
  return { $gt: prefix, $lt: `${prefix}\uffff` };
}

function toDocument(input: NewParkedInput, parkedAt: Date): ParkedDocument {
  const { reaction, source, merchantId, message, reason, retryAt } = input;
  const _id = heldId(input, message);
  const times = { retryAt: new Date(retryAt), attempts: 0, parkedAt };
  return { _id, reaction, source, merchantId, message, reason, ...times };
}

function toInput({ _id, reaction, source, merchantId, message, ...rest }: ParkedDocument): ParkedInput {
  const times = { retryAt: rest.retryAt.toISOString(), parkedAt: rest.parkedAt.toISOString() };
  const { reason, attempts } = rest;
  return { id: _id, reaction, source, merchantId, message, reason, attempts, ...times };
}
