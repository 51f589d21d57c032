import type { OrderRow } from '@entrepot/contracts/orders';
import { Projects } from '@entrepot/messaging';
import { OrderStream } from '../domain/order';
import type { Order } from '../domain/order-state';
import { orderRow } from './order-row';

/** What the list finds orders by besides what it shows. */
export interface ListedOrder extends OrderRow {
  readonly skus: readonly string[];
}

/** The list of orders. Few indexes: every one is paid for by every order several times. */
@Projects({
  of: OrderStream,
  view: 'orders',
  indexes: [{ occurredAt: -1 }, { state: 1, occurredAt: -1 }, { state: 1, stateSince: 1 }, { sourceOrderId: 1 }],
})
export class OrdersView {
  row(order: Order): ListedOrder | undefined {
    if (order.status === 'none') return undefined;
    return { ...orderRow(order), skus: [...new Set(order.lines.map(({ sku }) => sku))] };
  }
}
