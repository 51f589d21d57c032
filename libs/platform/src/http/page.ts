import { Optional, Text, WholeNumber } from '@entrepot/contracts';
import type { Page, PageRequest } from '@entrepot/eventstore';

/** Query of a list: extend it with the list's filters and declare it as `@Query() query: ListOrders`. */
export class PageQuery {
  @Optional()
  @WholeNumber(1, 200)
  limit?: number;

  @Optional()
  @Text(2000)
  cursor?: string;
}

export const DEFAULT_LIMIT = 50;

/** `limit` and `cursor` as views and stores take them, with the default filled in. */
export function pageRequest(query: PageQuery): PageRequest {
  return { limit: query.limit ?? DEFAULT_LIMIT, ...(query.cursor === undefined ? {} : { cursor: query.cursor }) };
}

/** A page with every row turned into what callers see. */
export function mapPage<R, T>(page: Page<R>, toItem: (row: R) => T): Page<T> {
  const items = page.items.map(toItem);
  return page.next === undefined ? { items } : { items, next: page.next };
}
