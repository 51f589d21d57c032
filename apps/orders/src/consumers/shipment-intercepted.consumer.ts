import { ShipmentIntercepted } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { recordInterception } from '../domain/record-interception';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: ShipmentIntercepted, on: OrderStream, id: (event) => event.orderId })
export class OnShipmentIntercepted {
  readonly decide = recordInterception(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
