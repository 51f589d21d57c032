import { OrderPaymentUpdated } from '@entrepot/contracts/orders';
import type { PaymentExtended, PaymentExtensionDeclined } from '@entrepot/contracts/payments';
import type { Decide } from '@entrepot/kernel';
import { note } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** What is to be paid more for a change of lines is authorised, or is not. What comes too late counts as authorised still. */
export const answerExtension =
  (policy: SagaPolicy): Decide<Order, PaymentExtended | PaymentExtensionDeclined> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const { orderId, paymentId, extensionId: reference } = fact;
    if (paymentId !== order.payment.paymentId) {
      return proceed(order, [note(order, fact, paymentId, 'it is another payment')], saga);
    }
    if (order.payment.extensionIds.includes(reference)) {
      return proceed(order, [note(order, fact, reference, 'this extension was counted before')], saga);
    }
    const update =
      fact.type === 'PaymentExtended'
        ? new OrderPaymentUpdated({ orderId, kind: 'extended', amount: fact.amount, reference })
        : new OrderPaymentUpdated({ orderId, kind: 'extension_declined', amount: 0, reference });
    return proceed(order, [update], saga);
  };
