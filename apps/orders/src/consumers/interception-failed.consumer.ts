import { InterceptionFailed } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { recordInterception } from '../domain/record-interception';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: InterceptionFailed, on: OrderStream, id: (event) => event.orderId })
export class OnInterceptionFailed {
  readonly decide = recordInterception(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
