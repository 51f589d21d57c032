import { sum } from '@entrepot/kernel';
import { handedOverWorth, worth } from './amounts';
import type { KnownOrder, Transfer } from './order-state';

const moved = (transfers: readonly Transfer[]): number => sum(transfers.map(({ amount }) => amount ?? 0));
const isPending = ({ asked, amount }: Transfer): boolean => asked !== undefined && amount === undefined;
const pending = (transfers: readonly Transfer[]): number =>
  sum(transfers.filter(isPending).map(({ asked }) => asked ?? 0));
const missed = (transfers: readonly Transfer[]): number =>
  sum(
    transfers.map(({ asked, amount }) => Math.max(0, asked === undefined || amount === undefined ? 0 : asked - amount)),
  );

export const captured = (order: KnownOrder): number => moved(order.payment.captures);
export const refunded = (order: KnownOrder): number => moved(order.payment.refunds);
export const pendingCapture = (order: KnownOrder): number => pending(order.payment.captures);
export const pendingRefund = (order: KnownOrder): number => pending(order.payment.refunds);
/** Asked for and not to be had. */
export const missedCapture = (order: KnownOrder): number => missed(order.payment.captures);
export const missedRefund = (order: KnownOrder): number => missed(order.payment.refunds);

/** total - cancelled = captured - refunded + open, always: what has still to come in, or (negative) to go back. */
export function open(order: KnownOrder): number {
  return worth(order) - captured(order) + refunded(order);
}

/** Captured, or announced as captured though its PaymentCaptured is still on its way. */
function capturedForSure(order: KnownOrder): number {
  const unasked = moved(order.payment.captures.filter(({ asked }) => asked === undefined));
  return captured(order) + Math.max(0, order.payment.announced - unasked);
}

/** Given back by others than us: a merchant at the provider, or payments for what was never confirmed. */
export function refundedUnasked(order: KnownOrder): number {
  return moved(order.payment.refunds.filter(({ asked }) => asked === undefined));
}

/**
 * What is to be captured now, beyond what was asked for; zero when nothing is. What was given back unasked is not
 * captured again.
 */
export function captureDue(order: KnownOrder): number {
  const givenBack = refunded(order) - refundedUnasked(order) + pendingRefund(order);
  const kept = capturedForSure(order) + pendingCapture(order) - givenBack;
  return Math.max(0, handedOverWorth(order) - kept - missedCapture(order));
}

/** What was captured at once for a change of lines that has still to come about. */
function capturedAhead({ change, payment }: KnownOrder): number {
  return moved(payment.captures.filter(({ id }) => id === change?.changeId));
}

/** What is to be given back now, beyond what was asked for; zero when nothing is. */
export function refundDue(order: KnownOrder): number {
  const kept = captured(order) - capturedAhead(order) - refunded(order) - pendingRefund(order) - missedRefund(order);
  return Math.max(0, kept - worth(order));
}

/**
 * What the order may be worth without anything more being authorised. What was captured and given back cannot be captured again;
 * what was given back unasked is not wanted again.
 */
export function coverage(order: KnownOrder): number {
  return order.payment.covers - (refunded(order) - refundedUnasked(order)) - pendingRefund(order);
}

/** What is authorised and not captured, as far as is known. */
export function uncaptured(order: KnownOrder): number {
  return Math.max(0, order.payment.covers - capturedForSure(order) - pendingCapture(order));
}
