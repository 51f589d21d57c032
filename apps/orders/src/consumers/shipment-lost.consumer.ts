import { ShipmentLost } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { recordLoss } from '../domain/record-loss';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: ShipmentLost, on: OrderStream, id: (event) => event.orderId })
export class OnShipmentLost {
  readonly decide = recordLoss(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
