import { OrderPaymentUpdated } from '@entrepot/contracts/orders';
import type { PaymentReleased } from '@entrepot/contracts/payments';
import { never, type Decide } from '@entrepot/kernel';
import { note } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** Nothing is authorised any more. What payments gave back on the way is told by refunds of its own. */
export const recordPaymentRelease =
  (policy: SagaPolicy): Decide<Order, PaymentReleased> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const { orderId, paymentId, voided } = fact;
    const { release } = order.payment;
    if (paymentId !== order.payment.paymentId) {
      return proceed(order, [note(order, fact, paymentId, 'it is another payment')], saga);
    }
    switch (release) {
      case 'none':
      case 'asked':
        return proceed(
          order,
          [new OrderPaymentUpdated({ orderId, kind: 'released', amount: voided, reference: paymentId })],
          saga,
        );
      case 'done':
        return proceed(order, [note(order, fact, paymentId, 'the payment was released before')], saga);
      default:
        return never(release);
    }
  };
