import { RoutePlanned } from '@entrepot/contracts/logistics';
import { Reacts } from '@entrepot/messaging';
import { planReservations } from '../domain/plan-reservations';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: RoutePlanned, on: OrderStream, id: (event) => event.orderId })
export class OnRoutePlanned {
  readonly decide = planReservations(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
