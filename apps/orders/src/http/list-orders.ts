import { Doc, FreeKey, OneOf, OpaqueId, Optional, Sku, Text, Timestamp } from '@entrepot/contracts';
import { ORDER_STATES, type OrderFilter, type OrderRow, type OrderState } from '@entrepot/contracts/orders';
import type { SortBy, Viewed, Where } from '@entrepot/eventstore';
import { between, PageQuery, recordedTime } from '@entrepot/platform';
import type { ListedOrder } from '../views/orders.view';

const SORTS = ['occurredAt', '-occurredAt', 'stateSince', '-stateSince', 'total', '-total'] as const;
type Sort = (typeof SORTS)[number];

/** Which orders to list. */
export class ListOrders extends PageQuery {
  @Optional() @OneOf(ORDER_STATES) state?: OrderState;
  @Optional() @OpaqueId() source?: string;
  @Optional() @FreeKey() sourceOrderId?: string;
  @Optional() @Text(128) @Doc('Part of the name that the source gave the order.') q?: string;
  @Optional() @Sku() @Doc('Orders with a line of this SKU.') sku?: string;
  @Optional() @Timestamp() @Doc('In their state since before then.') olderThan?: string;
  @Optional() @Timestamp() @Doc('Bought then or later.') placedFrom?: string;
  @Optional() @Timestamp() @Doc('Bought before then.') placedTo?: string;
  @Optional() @OneOf(SORTS) @Doc('A minus turns it round. Left out: -occurredAt, the newest first.') sort?: Sort;
}

/** `q` has no index that helps: it is quick beside a state or a time, or where many match. */
export function whereOf(filter: OrderFilter): Where {
  const { state, source, sourceOrderId, q, sku, olderThan, placedFrom, placedTo } = filter;
  return {
    state,
    source,
    sourceOrderId: nameLike(sourceOrderId, q),
    ...(sku !== undefined && { skus: sku }),
    ...(olderThan !== undefined && { stateSince: { lt: recordedTime(olderThan) } }),
    occurredAt: between(placedFrom, placedTo),
  };
}

/** All that is given must hold: of a name without the part there is no order. */
function nameLike(name: string | undefined, part: string | undefined): Where[string] {
  if (name === undefined) return part === undefined ? undefined : { contains: part };
  return part === undefined || name.toLowerCase().includes(part.toLowerCase()) ? name : { in: [] };
}

export function sortOf({ sort = '-occurredAt' }: ListOrders): SortBy {
  return sort.startsWith('-') ? { [sort.slice(1)]: -1 } : { [sort]: 1 };
}

/** A row without what only the view needs. */
export function rowAnswer(listed: Viewed<ListedOrder>): OrderRow {
  const { id: _id, merchantId: _merchant, version: _version, skus: _skus, ...row } = listed;
  return row;
}
