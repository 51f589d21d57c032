import { Optional, Text, WholeNumber } from '@entrepot/contracts';

/** Query of a list: extend it with the list's filters and declare it as `@Query() query: ListOrders`. */
export class PageQuery {
  @Optional()
  @WholeNumber(1, 200)
  limit?: number;

  @Optional()
  @Text(1024)
  cursor?: string;
}

/** One page of a list. `next` is the `cursor` of the page after it and is absent on the last one. */
export interface Page<T> {
  readonly items: T[];
  readonly next?: string;
}

export const DEFAULT_LIMIT = 50;

/** `limit` and `cursor` as views take them, with the default filled in. */
export function pageRequest(query: PageQuery): { limit: number; cursor?: string } {
  return { limit: query.limit ?? DEFAULT_LIMIT, ...(query.cursor === undefined ? {} : { cursor: query.cursor }) };
}

/** A page with every row turned into what callers see. */
export function pageOf<R, T>(page: { items: readonly R[]; next?: string | undefined }, toItem: (row: R) => T): Page<T> {
  const items = page.items.map(toItem);
  return page.next === undefined ? { items } : { items, next: page.next };
}
