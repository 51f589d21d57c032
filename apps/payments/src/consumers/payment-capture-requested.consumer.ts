import { PaymentCaptureRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { PaymentStream } from '../domain/payment';
import { requestCapture } from '../domain/request-capture';

@Reacts({ to: PaymentCaptureRequested, on: PaymentStream, id: (event) => event.paymentId })
export class OnPaymentCaptureRequested {
  readonly decide = requestCapture;
}
