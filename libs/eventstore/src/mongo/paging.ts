import type { mongo } from 'mongoose';
import { decodeCursor, toPage } from '../side/cursor';
import type { Page, PageRequest } from '../side/page';
import { MAJORITY } from './collections';

interface Owned {
  readonly _id: string;
  readonly merchantId: string;
}

/** A merchant's documents by `_id`, page by page. */
export async function pageById<D extends Owned, T extends { readonly id: string }>(
  from: mongo.Collection<D>,
  filter: mongo.Filter<D> & { merchantId: string },
  { cursor, limit }: PageRequest,
  read: (document: D) => T,
): Promise<Page<T>> {
  const after = cursor === undefined ? {} : { _id: { $gt: String(decodeCursor(cursor, 1)[0]) } };
  const found = await from
    .find({ ...filter, ...after }, MAJORITY)
    .sort({ _id: 1 })
    .limit(limit + 1)
    .toArray();
  return toPage((found as D[]).map(read), limit, ({ id }) => [id]);
}
