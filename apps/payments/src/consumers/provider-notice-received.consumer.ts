import { ProviderNoticeReceived } from '@entrepot/contracts/payments';
import { Reacts } from '@entrepot/messaging';
import { heedNotice } from '../domain/heed-notice';
import { PaymentStream } from '../domain/payment';

/** A notice of a payment that has not begun waits: the provider can be faster than our own events. */
@Reacts({ to: ProviderNoticeReceived, on: PaymentStream, id: (event) => event.paymentId })
export class OnProviderNoticeReceived {
  readonly decide = heedNotice;
}
