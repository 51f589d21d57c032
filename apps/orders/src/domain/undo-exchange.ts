import { OrderExchangeUndone, type ExchangeAnswered } from '@entrepot/contracts/orders';
import { ignored, type Decide } from '@entrepot/kernel';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** The replacement will not be sent: what was kept for it goes back to the customer. */
export const undoExchange =
  (policy: SagaPolicy): Decide<Order, ExchangeAnswered> =>
  (state, { originalOrderId: orderId, returnId, reason = 'cancelled' }, given) => {
    const order = known(state, orderId);
    const { kept } = order.returns.find((entry) => entry.returnId === returnId) ?? {};
    if (kept === undefined) return ignored('nothing is kept for a replacement of this return any more');
    return proceed(order, [new OrderExchangeUndone({ orderId, returnId, amount: kept, reason })], { policy, given });
  };
