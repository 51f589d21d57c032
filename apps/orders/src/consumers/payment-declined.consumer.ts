import { PaymentDeclined } from '@entrepot/contracts/payments';
import { Reacts } from '@entrepot/messaging';
import { noteDecline } from '../domain/note-decline';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: PaymentDeclined, on: OrderStream, id: (event) => event.orderId })
export class OnPaymentDeclined {
  readonly decide = noteDecline(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
