import { TenderRefundFailed, type TenderRefundRequested } from '@entrepot/contracts/payments';
import { ignored, type Decide } from '@entrepot/kernel';
import { askHowItStands } from './ask-how-it-stands';
import type { Answered } from './outcome';
import { Journal } from './journal';
import { announceRefund, recordRefund } from './money-moves';
import { proceed } from './next-steps';
import { started, tenderOf, type Payment } from './payment';

export type RefundOutcome =
  { readonly kind: 'refunded'; readonly amount: number } | { readonly kind: 'refused'; readonly reason: string };

/** What came of a refund; the last part ends the wish of orders, or the giving back of what was never confirmed. */
export const settleRefund: Decide<Payment, Answered<TenderRefundRequested, RefundOutcome>> = (
  state,
  { intent, outcome },
  given,
) => {
  const payment = started(state, intent.paymentId);
  const tender = tenderOf(payment, intent.tenderId);
  if (tender?.status !== 'refunding' || tender.operation.reference !== intent.reference) {
    return ignored('the outcome of this refund is known');
  }
  const journal = new Journal(payment, given);
  applyRefund(journal, intent, outcome);
  proceed(journal);
  return journal.decision('nothing changed');
};

/** Records the end of a refund. */
export function applyRefund(
  journal: Journal,
  { tenderId, refundId, amount }: Pick<TenderRefundRequested, 'tenderId' | 'refundId' | 'amount'>,
  outcome: RefundOutcome,
): void {
  if (outcome.kind === 'refused' || outcome.amount === 0) {
    // Of nothing done the same would be asked again for ever.
    const reason = outcome.kind === 'refused' ? outcome.reason : 'nothing-refunded';
    journal.add(new TenderRefundFailed({ ...journal.names, tenderId, refundId, amount, reason }));
    // Somebody else may have given it back.
    return askHowItStands(journal, tenderId, journal.inputId);
  }
  const refunded = Math.min(amount, outcome.amount);
  recordRefund(journal, { tenderId, refundId, amount: refunded });
  announceRefund(journal, tenderId, refundId, refunded);
}
