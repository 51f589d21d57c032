import { PaymentReleased } from '@entrepot/contracts/payments';
import { Reacts } from '@entrepot/messaging';
import { recordPaymentRelease } from '../domain/record-payment-release';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: PaymentReleased, on: OrderStream, id: (event) => event.orderId })
export class OnPaymentReleased {
  readonly decide = recordPaymentRelease(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
