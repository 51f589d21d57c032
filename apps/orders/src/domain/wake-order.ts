import { OrderCancelled, OrderClosed } from '@entrepot/contracts/orders';
import { ignored, never, type Decide } from '@entrepot/kernel';
import { worth } from './amounts';
import { refuseChange } from './follow-up-changing';
import { routingRequest } from './follow-up-reserving';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Order } from './order-state';
import { known, proceed } from './saga';
import type { SagaPolicy } from './saga-policy';

/** When the one timer of an order is due; undefined while it waits for others only. A hold stops the clock. */
export function orderDueAt(order: Order): string | undefined {
  switch (order.status) {
    case 'paying':
      return order.payment.payBy;
    case 'backordered':
      return order.routing.retryAt;
    case 'delivered':
      return order.closesAt;
    case 'confirmed':
    case 'shipping':
      return order.change?.payment === 'asked' ? order.change.payBy : undefined;
    case 'none':
    case 'held':
    case 'placed':
    case 'reserving':
    case 'cancelling':
    case 'cancelled':
    case 'closed':
      return undefined;
    default:
      return never(order);
  }
}

/** Time is up: the order or its change not paid in time, look for stock again, or the return window is over. */
export const wakeOrder =
  (policy: SagaPolicy): Decide<Order, { readonly dueAt: string }> =>
  (state, _woken, given) => {
    const order = known(state, given.key);
    const dueAt = orderDueAt(order);
    if (dueAt === undefined) return ignored('the order waits for no time any more');
    if (Date.parse(given.now) < Date.parse(dueAt)) return ignored('the order is not due yet');
    return proceed(order, timeIsUp(order, given.now), { policy, given });
  };

function timeIsUp(order: KnownOrder, now: string): OrderEvent[] {
  const { orderId } = order.placed;
  const end = (reason: string) => new OrderCancelled({ orderId, reason, amount: worth(order) });
  if (order.status === 'paying') return [end('payment-timeout')];
  if (order.status === 'delivered') return [new OrderClosed({ orderId })];
  if (order.change?.payment === 'asked') return [refuseChange(order, order.change, 'payment-timeout')];
  const { giveUpAt } = order.routing;
  const isHopeless = giveUpAt !== undefined && Date.parse(now) >= Date.parse(giveUpAt);
  return isHopeless ? [end('backorder-expired')] : [routingRequest(order)];
}
