import { PaymentReleaseRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { PaymentStream } from '../domain/payment';
import { releasePayment } from '../domain/release-payment';

@Reacts({ to: PaymentReleaseRequested, on: PaymentStream, id: (event) => event.paymentId })
export class OnPaymentReleaseRequested {
  readonly decide = releasePayment;
}
