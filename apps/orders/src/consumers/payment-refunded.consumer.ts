import { PaymentRefunded } from '@entrepot/contracts/payments';
import { Reacts } from '@entrepot/messaging';
import { recordRefund } from '../domain/record-refund';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: PaymentRefunded, on: OrderStream, id: (event) => event.orderId })
export class OnPaymentRefunded {
  readonly decide = recordRefund(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
