import { OrderConfirmed, PaymentCaptureRequested, PaymentRequested } from '@entrepot/contracts/orders';
import { deriveId, sum } from '@entrepot/kernel';
import { worth } from './amounts';
import { captureDue } from './balance';
import type { OrderEvent } from './order-event';
import type { KnownOrder } from './order-state';
import { openTenders } from './open-tenders';
import { later, type Saga } from './saga-policy';

/** Everything is set aside: ask for what is left to pay. An order that is worth nothing needs none. */
export function askPayment(order: KnownOrder, saga: Saga): readonly OrderEvent[] {
  if (order.status !== 'reserving' || !order.routing.reserved || order.reroute) return [];
  const { orderId, currency, occurredAt } = order.placed;
  const { paymentId } = order.payment;
  if (worth(order) === 0) return [new OrderConfirmed({ orderId, paymentId, captured: 0 })];
  if (order.payment.status === 'authorised') return [confirmedBefore(order)];
  const payBy = later(saga.given.now, saga.policy.paymentDeadlineSeconds);
  const tenders = openTenders(order);
  const total = sum(tenders.map(({ amount }) => amount));
  return [new PaymentRequested({ orderId, paymentId, currency, total, tenders, payBy, occurredAt })];
}

/** It was paid for before its goods were set aside elsewhere. */
function confirmedBefore({ placed: { orderId }, payment: { paymentId, announced } }: KnownOrder): OrderConfirmed {
  return new OrderConfirmed({ orderId, paymentId, captured: announced });
}

/** Money is taken when goods are handed over, never before, never more than they are worth. */
export function askCapture(order: KnownOrder): readonly OrderEvent[] {
  if (order.payment.status !== 'authorised' || order.status === 'held' || order.phase === 'cancelled') return [];
  const amount = captureDue(order);
  if (amount === 0) return [];
  const { orderId } = order.placed;
  const count = order.payment.captures.filter(({ asked }) => asked !== undefined).length;
  const captureId = deriveId('cap', orderId, count + 1);
  return [new PaymentCaptureRequested({ orderId, paymentId: order.payment.paymentId, captureId, amount })];
}
