import { ShipmentVoidRefused } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { recordVoidRefusal } from '../domain/record-void-refusal';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: ShipmentVoidRefused, on: OrderStream, id: (event) => event.orderId })
export class OnShipmentVoidRefused {
  readonly decide = recordVoidRefusal(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
