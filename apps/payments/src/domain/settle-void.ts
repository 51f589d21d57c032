import { TenderAuthorised, TenderVoided, type TenderVoidRequested } from '@entrepot/contracts/payments';
import { ignored, type Decide } from '@entrepot/kernel';
import { absorbMoves } from './absorb-moves';
import type { Answered } from './outcome';
import { Journal } from './journal';
import { proceed } from './next-steps';
import { started, tenderOf, type Payment } from './payment';
import type { ProviderPayment } from './provider-payment';
import { fundsOf, heldOf } from './tender';

/** `overtaken`: something was captured before the void came. */
export type VoidOutcome =
  { readonly kind: 'voided' } | { readonly kind: 'overtaken'; readonly payment: ProviderPayment };

/** What came of a void. Money that was captured before it came is recorded, and goes back if the payment is given back. */
export const settleVoid: Decide<Payment, Answered<TenderVoidRequested, VoidOutcome>> = (
  state,
  { intent, outcome },
  given,
) => {
  const payment = started(state, intent.paymentId);
  const tender = tenderOf(payment, intent.tenderId);
  if (tender?.status !== 'voiding' || tender.operation.reference !== intent.reference) {
    return ignored('the outcome of this void is known');
  }
  const journal = new Journal(payment, given);
  applyVoid(journal, intent.tenderId, outcome);
  proceed(journal);
  return journal.decision('nothing changed');
};

/** Records the end of a void. */
export function applyVoid(journal: Journal, tenderId: string, outcome: VoidOutcome): void {
  if (outcome.kind === 'overtaken') overtake(journal, tenderId, outcome.payment);
  const tender = journal.tender(tenderId);
  if (tender.status !== 'voiding') return;
  journal.add(new TenderVoided({ ...journal.names, tenderId, amount: heldOf(tender) }));
}

/** A tender that was voided while the provider was still deciding turns out to have been authorised. */
function overtake(journal: Journal, tenderId: string, answer: ProviderPayment): void {
  const { providerReference, amount } = answer;
  if (fundsOf(journal.tender(tenderId)).authorised === 0) {
    journal.add(new TenderAuthorised({ ...journal.names, tenderId, providerReference, amount }));
  }
  absorbMoves(journal, tenderId, answer);
}
