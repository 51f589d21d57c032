import { PaymentExtensionRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { extendPayment } from '../domain/extend-payment';
import { PaymentStream } from '../domain/payment';

@Reacts({ to: PaymentExtensionRequested, on: PaymentStream, id: (event) => event.paymentId })
export class OnPaymentExtensionRequested {
  readonly decide = extendPayment;
}
