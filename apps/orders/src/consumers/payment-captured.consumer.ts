import { PaymentCaptured } from '@entrepot/contracts/payments';
import { Reacts } from '@entrepot/messaging';
import { recordCapture } from '../domain/record-capture';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: PaymentCaptured, on: OrderStream, id: (event) => event.orderId })
export class OnPaymentCaptured {
  readonly decide = recordCapture(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
