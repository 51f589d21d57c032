import type { mongo } from 'mongoose';
import { DomainError } from '@entrepot/kernel';
import { decodeCursor, toPage } from '../side/cursor';
import type { Page } from '../side/page';
import type { WaitingQuery } from '../side/waiting-query';
import { MAJORITY } from './collections';

interface Owned {
  readonly _id: string;
  readonly merchantId: string;
}

export interface Aged<D, T> {
  /** Field that holds since when. */
  readonly field: string;
  /** Default: the oldest first. */
  readonly newestFirst?: boolean;
  readonly read: (document: D) => T;
  readonly timeOf: (document: D) => Date;
}

/** Documents by age, page by page. `field` and `_id` are the place of a document in the list. */
export async function pageByAge<D extends Owned, T>(
  from: mongo.Collection<D>,
  filter: mongo.Filter<D>,
  { cursor, limit, before }: WaitingQuery,
  { field, read, timeOf, newestFirst = false }: Aged<D, T>,
): Promise<Page<T>> {
  const conditions: mongo.Document[] = [filter];
  if (before !== undefined) conditions.push({ [field]: { $lt: new Date(before) } });
  if (cursor !== undefined) conditions.push(afterPlace(field, cursor, newestFirst ? '$lt' : '$gt'));
  const direction = newestFirst ? -1 : 1;
  const found = await from
    .find({ $and: conditions } as mongo.Filter<D>, MAJORITY)
    .sort({ [field]: direction, _id: direction })
    .limit(limit + 1)
    .toArray();
  const page = toPage(found as D[], limit, (last) => [timeOf(last).toISOString(), last._id]);
  return { ...page, items: page.items.map(read) };
}

function afterPlace(field: string, cursor: string, beyond: '$gt' | '$lt'): mongo.Document {
  const [time, id] = decodeCursor(cursor, 2);
  const at = new Date(String(time));
  if (Number.isNaN(at.getTime())) throw new DomainError('page.cursor-invalid');
  return { $or: [{ [field]: { [beyond]: at } }, { [field]: at, _id: { [beyond]: String(id) } }] };
}
