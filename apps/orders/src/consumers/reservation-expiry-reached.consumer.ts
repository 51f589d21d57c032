import { ReservationExpiryReached } from '@entrepot/contracts/inventory';
import { Reacts } from '@entrepot/messaging';
import { answerExpiry } from '../domain/answer-expiry';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: ReservationExpiryReached, on: OrderStream, id: (event) => event.orderId })
export class OnReservationExpiryReached {
  readonly decide = answerExpiry(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
