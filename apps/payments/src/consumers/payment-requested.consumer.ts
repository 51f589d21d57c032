import { PaymentRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { PaymentStream } from '../domain/payment';
import { startPayment } from '../domain/start-payment';

@Reacts({ to: PaymentRequested, on: PaymentStream, id: (event) => event.paymentId })
export class OnPaymentRequested {
  readonly decide = startPayment;
}
