import type { OrderRow } from '@entrepot/contracts/orders';
import { Projects } from '@entrepot/messaging';
import { OrderStream } from '../domain/order';
import type { Order } from '../domain/order-state';
import { orderRow } from './order-row';

/** What the list finds orders by besides what it shows. */
export interface ListedOrder extends OrderRow {
  readonly skus: readonly string[];
}

/** The list of orders. Every index is paid for by every order; those of what changes (`state`, `stateSince`) several times. */
@Projects({
  of: OrderStream,
  view: 'orders',
  indexes: [
    { occurredAt: -1 },
    { state: 1, occurredAt: -1 },
    { state: 1, stateSince: 1 },
    { stateSince: 1 },
    { total: 1 },
    { source: 1, occurredAt: -1 },
    { sourceOrderId: 1 },
    { skus: 1, occurredAt: -1 },
  ],
})
export class OrdersView {
  row(order: Order): ListedOrder | undefined {
    if (order.status === 'none') return undefined;
    return { ...orderRow(order), skus: [...new Set(order.lines.map(({ sku }) => sku))] };
  }
}
