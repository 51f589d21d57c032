import { randomUUID } from 'node:crypto';
import type { Connection, Model, mongo } from 'mongoose';
import {
  AuditTrail,
  type AuditedResult,
  type AuditEntry,
  type AuditQuery,
  type NewAuditEntry,
} from '../side/audit-trail';
import type { Page } from '../side/page';
import { collection, DURABLE, model, prepareModel, type Index } from './collections';
import { pageByAge } from './paging';

interface AuditDocument extends NewAuditEntry {
  readonly _id: string;
  readonly at: Date;
  readonly results?: readonly AuditedResult[];
}

const SHAPE = {
  merchantId: String,
  by: String,
  action: String,
  what: String,
  ids: [String],
  reason: String,
  at: Date,
  results: [{ id: String, result: String, _id: false }],
};

/** An index for each way in which the list is asked for: all, of a person, of an action, of an action of a person. */
const INDEXES = [['merchantId'], ['merchantId', 'by'], ['merchantId', 'action'], ['merchantId', 'by', 'action']].map(
  (wanted): Index => ({ ...Object.fromEntries(wanted.map((field) => [field, 1])), at: -1, _id: -1 }),
);

export class MongoAuditTrail extends AuditTrail {
  private readonly model: Model<AuditDocument>;

  constructor(connection: Connection) {
    super();
    this.model = model<AuditDocument>(connection, 'audit', SHAPE, INDEXES);
  }

  prepare(): Promise<void> {
    return prepareModel(this.model);
  }

  async begin(entry: NewAuditEntry): Promise<string> {
    const id = `aud_${randomUUID()}`;
    const fields = Object.entries(entry).filter(([, value]) => value !== undefined);
    const literals = Object.fromEntries(fields.map(([name, value]) => [name, { $literal: value as unknown }]));
    await this.audit.updateOne({ _id: id }, [{ $set: { ...literals, at: '$$NOW' } }], { ...DURABLE, upsert: true });
    return id;
  }

  async complete(id: string, results: readonly AuditedResult[]): Promise<void> {
    await this.audit.updateOne({ _id: id }, { $set: { results: [...results] } }, DURABLE);
  }

  list(merchantId: string, { by, action, from, to, ...page }: AuditQuery): Promise<Page<AuditEntry>> {
    const filter = {
      merchantId,
      ...(by !== undefined && { by }),
      ...(action !== undefined && { action }),
      ...(from !== undefined && { at: { $gte: new Date(from) } }),
    };
    const query = { ...page, ...(to !== undefined && { before: to }) };
    const timeOf = ({ at }: AuditDocument) => at;
    return pageByAge(this.audit, filter, query, { field: 'at', newestFirst: true, read: toEntry, timeOf });
  }

  private get audit(): mongo.Collection<AuditDocument> {
    return collection(this.model);
  }
}

function toEntry({ _id, at, ...entry }: AuditDocument): AuditEntry {
  return { ...entry, id: _id, at: at.toISOString() };
}
