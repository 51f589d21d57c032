import type { PaymentReleaseRequested } from '@entrepot/contracts/orders';
import { PaymentReleaseStarted } from '@entrepot/contracts/payments';
import { ignored, type Decide } from '@entrepot/kernel';
import { Journal } from './journal';
import { proceed } from './next-steps';
import { started, type Payment, type StartedPayment } from './payment';
import { takeWish } from './serve-wishes';

/**
 * Voids what is authorised and not captured. A payment that was never confirmed gives back captured money too; after that
 * orders say what to refund, because only they know what was handed over.
 */
export const releasePayment: Decide<Payment, PaymentReleaseRequested> = (state, request, given) => {
  const payment = started(state, request.paymentId);
  if (isBeingReleased(payment)) return ignored('its release was asked for before and is still being worked on');
  const journal = new Journal(payment, given);
  const { reason } = request;
  if (payment.status === 'authorising') journal.add(new PaymentReleaseStarted({ ...journal.names, reason }));
  else takeWish(journal, { kind: 'release', reason });
  proceed(journal);
  return journal.decision('nothing to release');
};

/** Whether a release is under way or waits for its turn. */
export function isBeingReleased({ status, running, queue }: StartedPayment): boolean {
  return status === 'releasing' || running?.kind === 'release' || queue.some((wish) => wish.kind === 'release');
}
