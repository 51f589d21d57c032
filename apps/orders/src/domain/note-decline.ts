import { OrderCancelled, OrderPaymentUpdated } from '@entrepot/contracts/orders';
import type { PaymentDeclined } from '@entrepot/contracts/payments';
import { DomainError, ignored, never, type Decide } from '@entrepot/kernel';
import { worth } from './amounts';
import { note } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** A tender was declined: the order is over, and its stock is given back. Payments has given back what others had paid. */
export const noteDecline =
  (policy: SagaPolicy): Decide<Order, PaymentDeclined> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const { orderId, paymentId } = fact;
    const { status } = order.payment;
    const isOurs = paymentId === order.payment.paymentId;
    if (!isOurs) return proceed(order, [note(order, fact, paymentId, 'another payment covers this order')], saga);
    switch (status) {
      case 'requested': {
        const update = new OrderPaymentUpdated({ orderId, kind: 'declined', amount: 0, reference: paymentId });
        if (order.phase !== 'paying') return proceed(order, [update], saga);
        const cancelled = new OrderCancelled({ orderId, reason: 'payment-declined', amount: worth(order) });
        return proceed(order, [update, cancelled], saga);
      }
      case 'declined':
        return ignored('this payment is known to be declined');
      case 'authorised':
        return proceed(order, [note(order, fact, paymentId, 'the payment had been authorised')], saga);
      case 'none':
        throw new DomainError('order.payment-not-requested', { orderId, paymentId });
      default:
        return never(status);
    }
  };
