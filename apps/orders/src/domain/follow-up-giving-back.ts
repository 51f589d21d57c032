import { OrderReturnRefunded, PaymentReleaseRequested, RefundRequested } from '@entrepot/contracts/orders';
import { deriveId } from '@entrepot/kernel';
import { captureDue, missedRefund, pendingCapture, refundDue, returnDue, uncaptured } from './balance';
import type { OrderEvent } from './order-event';
import type { KnownOrder } from './order-state';
import { handedOver, remaining } from './quantities';
import { lessLines } from './stock-lines';
import { toldReason } from './told-reason';

/** The money of a return, as soon as it is known what was captured; nothing to give back is said as well. */
export function answerReturns(order: KnownOrder): readonly OrderEvent[] {
  const due = order.returns.find(({ refund }) => refund === 'due');
  if (due === undefined || !mayGiveBack(order) || pendingCapture(order) > 0) return [];
  const { orderId } = order.placed;
  const { returnId } = due;
  const amount = Math.min(due.amount, returnDue(order));
  if (amount === 0) return [new OrderReturnRefunded({ orderId, returnId, amount })];
  const refundId = deriveId('rfd', orderId, returnId);
  const { paymentId } = order.payment;
  return [new RefundRequested({ orderId, paymentId, refundId, amount, returnId, reason: 'returned' })];
}

/** What was captured beyond what the order is worth, returns aside. */
export function askRefund(order: KnownOrder): readonly OrderEvent[] {
  if (!mayGiveBack(order) || order.returns.some(({ refund }) => refund === 'due')) return [];
  const amount = refundDue(order);
  if (amount === 0) return [];
  const { orderId } = order.placed;
  const { paymentId, refunds } = order.payment;
  const count = refunds.filter(({ asked, returnId }) => asked !== undefined && returnId === undefined).length;
  const refundId = deriveId('rfd', orderId, '', count + 1);
  return [
    new RefundRequested({
      orderId,
      paymentId,
      refundId,
      amount,
      reason: toldReason(order.cancelReason ?? 'cancelled'),
    }),
  ];
}

/**
 * Before the payment is answered it is payments that gives captured money back, be it declined or released: asking as well
 * would give it back twice.
 */
function mayGiveBack({ status, payment }: KnownOrder): boolean {
  if (status === 'held' || payment.status === 'requested') return payment.release === 'done';
  return !(payment.releasedEarly && payment.release === 'asked' && payment.status === 'authorised');
}

/**
 * What stays authorised and will never be captured is let go: of a cancelled order at once, else after the last capture. Where a
 * refund came to nothing it pays for what left since, until people give it back at the provider: till the order is closed something may
 * have to be captured in its place.
 */
export function releasePayment(order: KnownOrder): readonly OrderEvent[] {
  const { paymentId, status, release } = order.payment;
  if (release !== 'none' || (status !== 'requested' && status !== 'authorised')) return [];
  if (status === 'authorised' && !hasRemainder(order)) return [];
  if (order.phase !== 'cancelled' && mayBeWanted(order)) return [];
  const reason =
    order.phase === 'cancelled' ? toldReason(order.cancelReason ?? 'cancelled') : 'nothing-more-to-capture';
  return [new PaymentReleaseRequested({ orderId: order.placed.orderId, paymentId, reason })];
}

function mayBeWanted(order: KnownOrder): boolean {
  const isRefundMissed = order.phase !== 'closed' && missedRefund(order) > 0;
  return order.change !== undefined || !isAllHandedOver(order) || isRefundMissed;
}

function hasRemainder(order: KnownOrder): boolean {
  return pendingCapture(order) === 0 && captureDue(order) === 0 && uncaptured(order) > 0;
}

function isAllHandedOver(order: KnownOrder): boolean {
  if (order.phase !== 'shipping' && order.phase !== 'delivered' && order.phase !== 'closed') return false;
  return lessLines(remaining(order), handedOver(order)).length === 0;
}
