import { decided, DomainError, type Decided, type Given } from '@entrepot/kernel';
import { followUp } from './follow-up';
import { evolve } from './order';
import type { OrderEvent } from './order-event';
import type { KnownOrder, Order } from './order-state';
import { underTerms, type Saga } from './saga-policy';

/** The decision that records these events, and everything that follows from them. */
export function proceed(order: KnownOrder, recorded: readonly OrderEvent[], saga: Saga): Decided {
  return decided(...outcome(order, recorded, saga));
}

/** These events, and everything that follows from them. */
export function outcome(order: Order, recorded: readonly OrderEvent[], saga: Saga): readonly OrderEvent[] {
  const { merchantId, key, now }: Given = saga.given;
  const at = { merchantId, key, version: 0, at: now };
  const after = recorded.reduce<Order>((state, event) => evolve(state, event, at), order);
  return after.status === 'none' ? recorded : [...recorded, ...followUp(after, underTerms(saga, after.placed.terms))];
}

/** The order; a refusal if there is none (yet), which lets an event that is too early wait. */
export function known(order: Order, orderId: string): KnownOrder {
  if (order.status === 'none') throw new DomainError('order.not-found', { orderId });
  return order;
}
