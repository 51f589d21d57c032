import { TenderVoided, type TenderVoidRequested } from '@entrepot/contracts/payments';
import { ignored, type Decide } from '@entrepot/kernel';
import type { Answered } from './outcome';
import { Journal } from './journal';
import { announceCapture, recordCapture } from './money-moves';
import { proceed } from './next-steps';
import { started, tenderOf, type Payment } from './payment';
import { foreignId } from './references';
import { fundsOf, heldOf } from './tender';

/** `overtaken`: it had been captured before the void came; `captured` is all that is captured of the tender. */
export type VoidOutcome = { readonly kind: 'voided' } | { readonly kind: 'overtaken'; readonly captured: number };

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
  const tender = journal.tender(tenderId);
  const more = outcome.kind === 'overtaken' ? outcome.captured - fundsOf(tender).captured : 0;
  if (more <= 0) return journal.add(new TenderVoided({ ...journal.names, tenderId, amount: heldOf(tender) }));
  const captureId = foreignId(journal.names.paymentId, tenderId, 'capture', fundsOf(tender).captured + more);
  recordCapture(journal, tenderId, captureId, more);
  announceCapture(journal, tenderId, captureId, more);
}
