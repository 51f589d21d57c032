import { sum } from '@entrepot/kernel';
import { handedOverWorth, worth } from './amounts';
import type { KnownOrder, Transfer } from './order-state';

const moved = (transfers: readonly Transfer[]): number => sum(transfers.map(({ amount }) => amount ?? 0));
const isPending = ({ asked, amount }: Transfer): boolean => asked !== undefined && amount === undefined;
const pending = (transfers: readonly Transfer[]): number =>
  sum(transfers.filter(isPending).map(({ asked }) => asked ?? 0));

export const captured = (order: KnownOrder): number => moved(order.payment.captures);
export const refunded = (order: KnownOrder): number => moved(order.payment.refunds);
export const pendingCapture = (order: KnownOrder): number => pending(order.payment.captures);
export const pendingRefund = (order: KnownOrder): number => pending(order.payment.refunds);
/** Asked for and not to be had, and not made good by others since. */
export const missedCapture = (order: KnownOrder): number => order.payment.missed.capture;
export const missedRefund = (order: KnownOrder): number => order.payment.missed.refund;

/** total - cancelled = captured - refunded + open, always: what has still to come in, or (negative) to go back. */
export function open(order: KnownOrder): number {
  return worth(order) - captured(order) + refunded(order);
}

/** Captured, or announced as captured though its PaymentCaptured is still on its way. */
function capturedForSure(order: KnownOrder): number {
  const unasked = moved(order.payment.captures.filter(({ asked }) => asked === undefined));
  return captured(order) + Math.max(0, order.payment.announced - unasked);
}

/** Given back by others than us, and not in our place: a merchant at the provider, or payments for what was never confirmed. */
export function refundedUnasked({ payment: { refunds, givenBackForUs } }: KnownOrder): number {
  return moved(refunds.filter(({ asked }) => asked === undefined)) - givenBackForUs;
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

/** What was captured for the order as it stands and not given back. */
function kept(order: KnownOrder): number {
  return captured(order) - capturedAhead(order) - refunded(order) - pendingRefund(order) - missedRefund(order);
}

/** What is to be given back, beyond what was asked for, of an order that is worth so much; zero when nothing is. */
export function refundDue(order: KnownOrder, value = worth(order)): number {
  return Math.max(0, kept(order) - value);
}

/**
 * What may be given back for a return now: nothing is held back for goods that have not left, as far as they can be captured
 * when they do.
 */
export function returnDue(order: KnownOrder): number {
  return Math.max(0, kept(order) - Math.max(handedOverWorth(order), worth(order) - capturable(order)));
}

/** What can still be captured, as far as is known. */
function capturable(order: KnownOrder): number {
  const { status, release } = order.payment;
  return status === 'authorised' && release === 'none' ? Math.max(0, uncaptured(order) - missedCapture(order)) : 0;
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
