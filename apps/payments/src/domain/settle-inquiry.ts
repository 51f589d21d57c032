import { TenderInquiryAnswered, type TenderInquiryRequested } from '@entrepot/contracts/payments';
import { ignored, never, type Decide } from '@entrepot/kernel';
import { absorbMoves, heldThere } from './absorb-moves';
import { applyAuthorisation, receiveUndeclared } from './apply-authorisation';
import type { Answered } from './outcome';
import { Journal } from './journal';
import { recordCapture } from './money-moves';
import { proceed } from './next-steps';
import { started, tenderOf, type Payment } from './payment';
import type { ProviderPayment } from './provider-payment';
import { undeclaredId } from './references';
import { applyRefund } from './settle-refund';
import { applyVoid } from './settle-void';
import {
  fundsOf,
  isIdle,
  isItsPayment,
  type CapturingTender,
  type RefundingTender,
  type Tender,
  type VoidingTender,
} from './tender';

export type InquiryOutcome =
  { readonly kind: 'found'; readonly payment: ProviderPayment } | { readonly kind: 'absent' };

/** How a payment stands at the provider: closes what is open, records what happened without us, sends back what is nobody's. */
export const settleInquiry: Decide<Payment, Answered<TenderInquiryRequested, InquiryOutcome>> = (
  state,
  { intent, outcome },
  given,
) => {
  const payment = started(state, intent.paymentId);
  const { tenderId, inquiryId } = intent;
  if (payment.inquiries[tenderId] !== inquiryId) return ignored('a later inquiry took its place');
  const journal = new Journal(payment, given);
  if (outcome.kind === 'found') reconcile(journal, tenderOf(payment, tenderId), outcome.payment);
  const status = outcome.kind === 'found' ? outcome.payment.status : outcome.kind;
  journal.add(new TenderInquiryAnswered({ ...journal.names, tenderId, inquiryId, status }));
  proceed(journal);
  return journal.decision('nothing changed');
};

function reconcile(journal: Journal, tender: Tender | undefined, answer: ProviderPayment): void {
  if (tender === undefined || !isItsPayment(tender, answer.providerReference))
    return reconcileStranger(journal, answer);
  const { tenderId } = tender.terms;
  switch (tender.status) {
    case 'declared':
      return;
    case 'authorising':
    case 'pending':
      return applyAuthorisation(journal, tender, answer);
    case 'declined':
      return reconcileStranger(journal, answer);
    case 'capturing':
    case 'refunding':
    case 'voiding':
      return reconcileOperation(journal, tender, answer);
    case 'authorised':
    case 'settled':
      // What was let go before it was authorised and is authorised now is money that nobody waits for.
      return tender.funds.authorised > 0 ? absorbMoves(journal, tenderId, answer) : reconcileStranger(journal, answer);
    default:
      return never(tender);
  }
}

/** Money that no tender waits for: a payment nobody declared, or one that succeeded after it was declined. */
function reconcileStranger(journal: Journal, answer: ProviderPayment): void {
  const holdsMoney = answer.status !== 'pending' && (heldThere(answer) > 0 || answer.captured > answer.refunded);
  const known = tenderOf(journal.payment, undeclaredId(answer.providerReference));
  if (known !== undefined) absorbMoves(journal, known.terms.tenderId, answer);
  else if (holdsMoney) receiveUndeclared(journal, answer);
}

/** Closes the open operation if the answer tells its end; then nothing else that the answer tells is asked about again. */
function reconcileOperation(
  journal: Journal,
  tender: CapturingTender | RefundingTender | VoidingTender,
  answer: ProviderPayment,
): void {
  if (tender.status === 'capturing') reconcileCapture(journal, tender, answer);
  else if (tender.status === 'refunding') reconcileRefund(journal, tender, answer);
  else reconcileVoid(journal, tender, answer);
  const { tenderId } = tender.terms;
  if (isIdle(journal.tender(tenderId))) absorbMoves(journal, tenderId, answer);
}

function reconcileCapture(journal: Journal, { terms, operation }: CapturingTender, answer: ProviderPayment): void {
  const done = answer.captures.find((capture) => capture.reference === operation.reference);
  if (done === undefined || done.amount === 0) return;
  const amount = Math.min(done.amount, operation.amount);
  recordCapture(journal, { tenderId: terms.tenderId, captureId: operation.captureId, amount });
}

function reconcileRefund(journal: Journal, { terms, operation }: RefundingTender, answer: ProviderPayment): void {
  const done = answer.refunds.find((refund) => refund.reference === operation.reference);
  if (done === undefined || done.amount === 0) return;
  applyRefund(journal, { ...operation, tenderId: terms.tenderId }, { kind: 'refunded', amount: done.amount });
}

function reconcileVoid(journal: Journal, tender: Tender, answer: ProviderPayment): void {
  const { tenderId } = tender.terms;
  const { captured } = fundsOf(tender);
  if (answer.captured > captured) return applyVoid(journal, tenderId, { kind: 'overtaken', payment: answer });
  if (answer.status === 'voided' || answer.status === 'declined') applyVoid(journal, tenderId, { kind: 'voided' });
}
