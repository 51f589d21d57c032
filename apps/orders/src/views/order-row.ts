import type { OrderRow } from '@entrepot/contracts/orders';
import { captured, open, refunded } from '../domain/balance';
import { openReason } from '../domain/open-reason';
import type { KnownOrder } from '../domain/order-state';

/** An order as lists show it. */
export function orderRow(order: KnownOrder): OrderRow {
  const { placed, totals } = order;
  const reason = openReason(order);
  return {
    orderId: placed.orderId,
    source: placed.source,
    sourceOrderId: placed.sourceOrderId,
    state: order.status,
    stateSince: order.since,
    occurredAt: new Date(placed.occurredAt).toISOString(),
    placedAt: placed.at,
    currency: placed.currency,
    ...totals,
    cancelled: order.cancelled,
    captured: captured(order),
    refunded: refunded(order),
    open: open(order),
    ...(reason !== undefined && { openReason: reason }),
  };
}
