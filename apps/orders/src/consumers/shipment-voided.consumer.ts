import { ShipmentVoided } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { recordVoid } from '../domain/record-void';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: ShipmentVoided, on: OrderStream, id: (event) => event.orderId })
export class OnShipmentVoided {
  readonly decide = recordVoid(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
