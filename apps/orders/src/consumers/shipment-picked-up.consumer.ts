import { ShipmentPickedUp } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { recordHandOver } from '../domain/hand-over';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: ShipmentPickedUp, on: OrderStream, id: (event) => event.orderId })
export class OnShipmentPickedUp {
  readonly decide = recordHandOver(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
