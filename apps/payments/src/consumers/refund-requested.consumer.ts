import { RefundRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { PaymentStream } from '../domain/payment';
import { requestRefund } from '../domain/request-refund';

@Reacts({ to: RefundRequested, on: PaymentStream, id: (event) => event.paymentId })
export class OnRefundRequested {
  readonly decide = requestRefund;
}
