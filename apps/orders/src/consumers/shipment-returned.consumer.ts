import { ShipmentReturned } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { takeBack } from '../domain/take-back';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: ShipmentReturned, on: OrderStream, id: (event) => event.orderId })
export class OnShipmentReturned {
  readonly decide = takeBack(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
