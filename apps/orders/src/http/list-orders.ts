import { Doc, FreeKey, OneOf, OpaqueId, Optional, Timestamp } from '@entrepot/contracts';
import { ORDER_STATES, type OrderRow, type OrderState } from '@entrepot/contracts/orders';
import type { Viewed, Where } from '@entrepot/eventstore';
import { PageQuery } from '@entrepot/platform';

/** Which orders to list. */
export class ListOrders extends PageQuery {
  @Optional() @OneOf(ORDER_STATES) state?: OrderState;
  @Optional() @OpaqueId() source?: string;
  @Optional() @FreeKey() sourceOrderId?: string;
  @Optional() @Timestamp() @Doc('In their state since before then.') olderThan?: string;
  @Optional() @Timestamp() @Doc('Bought then or later.') placedFrom?: string;
  @Optional() @Timestamp() @Doc('Bought before then.') placedTo?: string;
}

export function whereOf({ state, source, sourceOrderId, olderThan, placedFrom, placedTo }: ListOrders): Where {
  return {
    state,
    source,
    sourceOrderId,
    ...(olderThan !== undefined && { stateSince: { lt: utc(olderThan) } }),
    ...((placedFrom ?? placedTo) !== undefined && { occurredAt: between(placedFrom, placedTo) }),
  };
}

function between(from: string | undefined, to: string | undefined) {
  return { ...(from !== undefined && { gte: utc(from) }), ...(to !== undefined && { lt: utc(to) }) };
}

function utc(time: string): string {
  return new Date(time).toISOString();
}

/** A row without what only the view needs. */
export function rowAnswer({ id: _id, merchantId: _merchant, version: _version, ...row }: Viewed<OrderRow>): OrderRow {
  return row;
}
