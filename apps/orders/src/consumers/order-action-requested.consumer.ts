import { OrderActionRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { actInBulk } from '../domain/act-in-bulk';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: OrderActionRequested, on: OrderStream, id: ({ orderId }) => orderId })
export class OnOrderActionRequested {
  readonly decide = actInBulk(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
