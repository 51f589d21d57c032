import { OrderHeld, OrderReleased } from '@entrepot/contracts/orders';
import { decided, DomainError, ignored, type Decide } from '@entrepot/kernel';
import type { Order } from './order-state';
import { HOLDABLE } from './order-status';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

export interface Hold {
  readonly orderId: string;
  readonly note?: string;
}

/** Somebody wants to look at the order first: facts are taken in, nothing new is asked for. Not after a hand-over. */
export const holdOrder: Decide<Order, Hold> = (state, { orderId, note }) => {
  const order = known(state, orderId);
  if (!HOLDABLE.includes(order.phase)) throw new DomainError('order.not-holdable', { orderId, status: order.status });
  if (order.holds.manual !== undefined) return ignored('the order is on hold already');
  return decided(new OrderHeld({ orderId, reason: 'manual', ...(note !== undefined && { note }) }));
};

/** The order goes on from the facts that came in meanwhile. */
export const releaseOrder =
  (policy: SagaPolicy): Decide<Order, Hold> =>
  (state, { orderId, note }, given) => {
    const order = known(state, orderId);
    if (order.holds.manual === undefined) {
      const { skus } = order.holds;
      throw skus.length > 0
        ? new DomainError('order.awaits-sku', { orderId, skus })
        : new DomainError('order.not-held', { orderId });
    }
    const released = new OrderReleased({ orderId, reason: 'manual', ...(note !== undefined && { note }) });
    return proceed(order, [released], { policy, given });
  };
