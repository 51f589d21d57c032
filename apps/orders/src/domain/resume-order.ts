import { OrderHeld, OrderReleased, type AwaitedSkuAppeared } from '@entrepot/contracts/orders';
import type { Decide } from '@entrepot/kernel';
import { note } from './facts';
import type { Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** The catalog knows a SKU that the order waits for; with the last of them the order goes on. */
export const resumeOrder =
  (policy: SagaPolicy): Decide<Order, AwaitedSkuAppeared> =>
  (state, fact, given) => {
    const order = known(state, fact.orderId);
    const saga = { policy, given };
    const { orderId, sku } = fact;
    const { skus } = order.holds;
    if (!skus.includes(sku))
      return proceed(order, [note(order, fact, sku, 'the order does not wait for it any more')], saga);
    const left = skus.filter((awaited) => awaited !== sku);
    const reason = 'unknown-sku' as const;
    const next =
      left.length > 0 ? new OrderHeld({ orderId, reason, skus: left }) : new OrderReleased({ orderId, reason });
    return proceed(order, [next], saga);
  };
