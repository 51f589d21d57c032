import { ShipmentDelivered } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { recordDelivery } from '../domain/record-delivery';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: ShipmentDelivered, on: OrderStream, id: (event) => event.orderId })
export class OnShipmentDelivered {
  readonly decide = recordDelivery(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
