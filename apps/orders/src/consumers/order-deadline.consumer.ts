import { Wakes } from '@entrepot/messaging';
import { OrderStream } from '../domain/order';
import { orderDueAt, wakeOrder } from '../domain/wake-order';
import { OrdersConfig } from '../orders.config';

@Wakes({ of: OrderStream, dueAt: orderDueAt })
export class OrderDeadline {
  readonly decide = wakeOrder(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
