import { OrderConfirmed, OrderPaymentUpdated, PaymentReleaseRequested } from '@entrepot/contracts/orders';
import type { PaymentAuthorised } from '@entrepot/contracts/payments';
import { decided, DomainError, ignored, never, type Decide } from '@entrepot/kernel';
import { note } from './facts';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** The declared tenders cover the total. Money that comes too late, or twice, is given back. */
export const confirmOrder =
  (policy: SagaPolicy): Decide<Order, PaymentAuthorised> =>
  (state, payment, given) => {
    const order = known(state, payment.orderId);
    const saga = { policy, given };
    const { orderId, paymentId, amount, captured } = payment;
    if (paymentId !== order.payment.paymentId) return decided(...giveBack(order, payment));
    const { status } = order.payment;
    switch (status) {
      case 'requested':
      case 'declined':
        return order.phase === 'paying'
          ? proceed(order, [new OrderConfirmed({ orderId, paymentId, captured })], saga)
          : proceed(
              order,
              [new OrderPaymentUpdated({ orderId, kind: 'authorised', amount, reference: paymentId })],
              saga,
            );
      case 'authorised':
        return ignored('this payment is known to be authorised');
      case 'none':
        throw new DomainError('order.payment-not-requested', { orderId, paymentId });
      default:
        return never(status);
    }
  };

function giveBack(order: KnownOrder, payment: PaymentAuthorised): OrderEvent[] {
  const { orderId, paymentId } = payment;
  const reason = 'another payment covers this order';
  return [note(order, payment, paymentId, reason), new PaymentReleaseRequested({ orderId, paymentId, reason })];
}
