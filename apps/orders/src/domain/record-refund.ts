import { OrderPaymentUpdated, OrderReturnRefunded } from '@entrepot/contracts/orders';
import type { PaymentRefunded } from '@entrepot/contracts/payments';
import { ignored, type Decide } from '@entrepot/kernel';
import { note } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** Money went back, asked for or not. For a return, returns hears of it. */
export const recordRefund =
  (policy: SagaPolicy): Decide<Order, PaymentRefunded> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const { orderId, refundId, amount } = fact;
    const transfer = order.payment.refunds.find(({ id }) => id === refundId);
    if (fact.paymentId !== order.payment.paymentId) {
      return proceed(order, [note(order, fact, refundId, 'it belongs to another payment')], saga);
    }
    if (transfer?.amount === amount) return ignored('this refund is counted');
    if (transfer?.amount !== undefined) {
      return proceed(order, [note(order, fact, refundId, `it was told before as ${transfer.amount}`)], saga);
    }
    const update = new OrderPaymentUpdated({ orderId, kind: 'refunded', amount, reference: refundId });
    const { returnId } = transfer ?? {};
    const answer = returnId === undefined ? [] : [new OrderReturnRefunded({ orderId, returnId, amount })];
    return proceed(order, [update, ...answer], saga);
  };
