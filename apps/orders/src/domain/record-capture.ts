import { OrderPaymentUpdated } from '@entrepot/contracts/orders';
import type { PaymentCaptured } from '@entrepot/contracts/payments';
import { ignored, type Decide } from '@entrepot/kernel';
import { note } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** Money came in, asked for or not. A capture ends once: its amount is counted once. */
export const recordCapture =
  (policy: SagaPolicy): Decide<Order, PaymentCaptured> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const { orderId, captureId, amount } = fact;
    const transfer = order.payment.captures.find(({ id }) => id === captureId);
    if (fact.paymentId !== order.payment.paymentId) {
      return proceed(order, [note(order, fact, captureId, 'it belongs to another payment')], saga);
    }
    if (transfer?.amount === amount) return ignored('this capture is counted');
    if (transfer?.amount !== undefined) {
      return proceed(order, [note(order, fact, captureId, `it was told before as ${transfer.amount}`)], saga);
    }
    return proceed(order, [new OrderPaymentUpdated({ orderId, kind: 'captured', amount, reference: captureId })], saga);
  };
