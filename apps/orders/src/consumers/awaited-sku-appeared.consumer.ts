import { AwaitedSkuAppeared } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { resumeOrder } from '../domain/resume-order';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: AwaitedSkuAppeared, on: OrderStream, id: (event) => event.orderId })
export class OnAwaitedSkuAppeared {
  readonly decide = resumeOrder(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
