import { randomUUID } from 'node:crypto';
import { mongo, type Connection, type Model } from 'mongoose';
import type { Page } from '../side/page';
import { Tasks, type Claim, type ClaimedTask, type NewTask, type Task, type TaskBacklog } from '../side/tasks';
import type { WaitingQuery } from '../side/waiting-query';
import { collection, DURABLE, insertMissing, MAJORITY, model, prepareModel } from './collections';
import { pageByAge } from './paging';

interface TaskDocument {
  readonly _id: string;
  readonly kind: string;
  readonly merchantId: string;
  readonly payload: unknown;
  readonly dueAt: Date;
  /** When it may be claimed: when it is due, or when the lease ends. */
  readonly readyAt: Date;
  /** Since when it should be done. */
  readonly since: Date;
  readonly attempts: number;
  readonly lastError?: string;
  readonly lease?: string;
}

const SHAPE = {
  kind: String,
  merchantId: String,
  payload: {},
  dueAt: Date,
  readyAt: Date,
  since: Date,
  attempts: Number,
  lastError: String,
  lease: String,
};

const IS_READY = { $expr: { $lte: ['$readyAt', '$$NOW'] } };

/** Leases are taken in batches: find what is due, mark it with one update, read back what the mark caught. */
export class MongoTasks extends Tasks {
  private readonly model: Model<TaskDocument>;

  constructor(connection: Connection) {
    super();
    this.model = model<TaskDocument>(connection, 'tasks', SHAPE, [
      { readyAt: 1, kind: 1 },
      { merchantId: 1, since: 1, _id: 1 },
    ]);
  }

  prepare(): Promise<void> {
    return prepareModel(this.model);
  }

  async insert(tasks: readonly NewTask[]): Promise<void> {
    await insertMissing(this.tasks, tasks.map(toDocument));
  }

  async advance(tasks: readonly NewTask[]): Promise<void> {
    const documents = tasks.map(toDocument);
    const known = await insertMissing(this.tasks, documents);
    const moves = known.map((index) => {
      const task = documents[index] as TaskDocument;
      return { updateOne: { filter: { _id: task._id }, update: [{ $set: advanced(task) }], upsert: true } };
    });
    if (moves.length > 0) await this.tasks.bulkWrite(moves, { ...DURABLE, ordered: false });
  }

  async claim({ kinds, limit, leaseMs }: Claim): Promise<ClaimedTask[]> {
    const filter = { kind: { $in: [...kinds] }, ...IS_READY };
    const options = { ...MAJORITY, projection: { _id: 1 }, batchSize: limit + 1 };
    const due = await this.tasks.find(filter, options).sort({ readyAt: 1 }).limit(limit).toArray();
    if (due.length === 0) return [];
    const _id = { $in: due.map((task) => task._id) };
    const lease = randomUUID();
    const readyAt = { $add: ['$$NOW', leaseMs] };
    const mark = { $set: { lease, readyAt, attempts: { $add: ['$attempts', 1] } } };
    await this.tasks.updateMany({ _id, ...IS_READY }, [mark], DURABLE);
    const claimed = await this.tasks.find({ _id, lease }, { ...MAJORITY, batchSize: limit + 1 }).toArray();
    return claimed.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()).map((task) => ({ ...toTask(task), lease }));
  }

  async reschedule({ id, lease }: ClaimedTask, next: { dueAt: string; lastError?: string }): Promise<boolean> {
    const dueAt = new Date(next.dueAt);
    const told = next.lastError === undefined ? { since: dueAt } : { lastError: next.lastError };
    const update = { $set: { dueAt, readyAt: dueAt, ...told }, $unset: { lease: 1 as const } };
    const { matchedCount } = await this.tasks.updateOne({ _id: id, lease }, update, DURABLE);
    return matchedCount === 1;
  }

  async finish(tasks: readonly ClaimedTask[]): Promise<void> {
    const byLease = new Map<string, string[]>();
    for (const { id, lease } of tasks) byLease.set(lease, [...(byLease.get(lease) ?? []), id]);
    for (const [lease, ids] of byLease) await this.tasks.deleteMany({ _id: { $in: ids }, lease }, DURABLE);
  }

  async hasten(merchantId: string, id: string): Promise<boolean> {
    const since = { $min: ['$since', '$$NOW'] };
    const update = [{ $set: { dueAt: '$$NOW', readyAt: '$$NOW', since } }, { $unset: 'lease' }];
    const { matchedCount } = await this.tasks.updateOne({ _id: id, merchantId }, update, DURABLE);
    return matchedCount === 1;
  }

  list(merchantId: string, { kinds, ...query }: WaitingQuery & { kinds?: readonly string[] }): Promise<Page<Task>> {
    const filter = { merchantId, ...(kinds === undefined ? {} : { kind: { $in: [...kinds] } }) };
    return pageByAge(this.tasks, filter, query, { field: 'since', read: toTask, timeOf: ({ since }) => since });
  }

  async show(merchantId: string, id: string): Promise<Task | undefined> {
    const found = await this.tasks.findOne({ _id: id, merchantId }, MAJORITY);
    return found === null ? undefined : toTask(found);
  }

  async delete(merchantId: string, id: string): Promise<boolean> {
    return (await this.tasks.deleteOne({ _id: id, merchantId }, DURABLE)).deletedCount === 1;
  }

  count({ kind, dueBefore }: { kind?: string; dueBefore?: string } = {}): Promise<number> {
    const dueAt = dueBefore === undefined ? {} : { dueAt: { $lt: new Date(dueBefore) } };
    return this.tasks.countDocuments({ ...(kind === undefined ? {} : { kind }), ...dueAt }, MAJORITY);
  }

  async backlog(): Promise<TaskBacklog> {
    const stages = [
      { $match: IS_READY },
      { $project: { _id: 0, readyAt: 1, kind: 1 } },
      { $group: { _id: '$kind', count: { $sum: 1 }, since: { $min: '$readyAt' } } },
    ];
    const kinds = this.tasks.aggregate<{ _id: string; count: number; since: Date }>(stages);
    const [all, found] = await Promise.all([this.tasks.estimatedDocumentCount(), kinds.toArray()]);
    const ready = Object.fromEntries(found.map(({ _id, count }) => [_id, count]));
    const since = Math.min(...found.map(({ since: first }) => first.getTime()));
    return { all, ready, ...(found.length > 0 && { since: new Date(since).toISOString() }) };
  }

  private get tasks(): mongo.Collection<TaskDocument> {
    return collection(this.model);
  }
}

/**
 * What becomes of a known task when it is asked for again: it moves forward, never back. One that is being worked on
 * moves in any case and loses its lease: whoever works on it may have looked before it was asked for. One that was
 * deleted in this moment is there again.
 */
function advanced({ kind, merchantId, payload, dueAt }: TaskDocument): mongo.Document {
  const isGone = { $eq: [{ $type: '$dueAt' }, 'missing'] };
  const isWorkedOn = { $ne: [{ $type: '$lease' }, 'missing'] };
  const moves = { $or: [isGone, isWorkedOn, { $gt: ['$dueAt', dueAt] }] };
  return {
    kind: { $literal: kind },
    merchantId: { $literal: merchantId },
    payload: { $cond: [{ $or: [isGone, isWorkedOn] }, { $literal: payload }, '$payload'] },
    dueAt: { $cond: [moves, dueAt, '$dueAt'] },
    readyAt: { $cond: [moves, dueAt, '$readyAt'] },
    since: { $cond: [moves, dueAt, '$since'] },
    attempts: { $ifNull: ['$attempts', 0] },
    lease: { $cond: [moves, '$$REMOVE', '$lease'] },
  };
}

function toDocument({ id, kind, merchantId, payload, dueAt }: NewTask): TaskDocument {
  const due = new Date(dueAt);
  return { _id: id, kind, merchantId, payload, dueAt: due, readyAt: due, since: due, attempts: 0 };
}

function toTask({ _id, kind, merchantId, payload, dueAt, since, attempts, lastError }: TaskDocument): Task {
  const times = { dueAt: dueAt.toISOString(), since: since.toISOString() };
  const task = { id: _id, kind, merchantId, payload, ...times, attempts };
  return lastError === undefined ? task : { ...task, lastError };
}
