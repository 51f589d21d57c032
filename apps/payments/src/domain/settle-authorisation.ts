import type { TenderAuthorisationRequested } from '@entrepot/contracts/payments';
import { ignored, type Decide } from '@entrepot/kernel';
import { applyAuthorisation, isAwaiting } from './apply-authorisation';
import type { Answered } from './outcome';
import { Journal } from './journal';
import { proceed } from './next-steps';
import { started, tenderOf, type Payment } from './payment';
import type { ProviderPayment } from './provider-payment';

/** `declined`: the provider refused to take the request at all. */
export type AuthorisationOutcome =
  | { readonly kind: 'decided'; readonly payment: ProviderPayment }
  | { readonly kind: 'pending'; readonly final: false; readonly payment: ProviderPayment }
  | { readonly kind: 'refused'; readonly reason: string };

/** What the provider said to an authorisation; the last one of a payment confirms or declines it. */
export const settleAuthorisation: Decide<Payment, Answered<TenderAuthorisationRequested, AuthorisationOutcome>> = (
  state,
  { intent, outcome },
  given,
) => {
  const payment = started(state, intent.paymentId);
  const tender = tenderOf(payment, intent.tenderId);
  if (tender === undefined || !isAwaiting(tender)) return ignored('this tender was decided before');
  const journal = new Journal(payment, given);
  applyAuthorisation(journal, tender, outcome.kind === 'refused' ? outcome.reason : outcome.payment, intent.occurredAt);
  proceed(journal);
  return journal.decision('the provider has still not decided');
};
