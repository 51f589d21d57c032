import { PaymentAuthorised } from '@entrepot/contracts/payments';
import { Reacts } from '@entrepot/messaging';
import { confirmOrder } from '../domain/confirm-order';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: PaymentAuthorised, on: OrderStream, id: (event) => event.orderId })
export class OnPaymentAuthorised {
  readonly decide = confirmOrder(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
