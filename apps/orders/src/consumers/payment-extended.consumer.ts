import { PaymentExtended } from '@entrepot/contracts/payments';
import { Reacts } from '@entrepot/messaging';
import { answerExtension } from '../domain/answer-extension';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: PaymentExtended, on: OrderStream, id: ({ orderId }) => orderId })
export class OnPaymentExtended {
  readonly decide = answerExtension(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
