import { TenderCaptureFailed, type TenderCaptureRequested } from '@entrepot/contracts/payments';
import { ignored, type Decide } from '@entrepot/kernel';
import { askHowItStands } from './ask-how-it-stands';
import type { Answered } from './outcome';
import { Journal } from './journal';
import { recordCapture } from './money-moves';
import { proceed } from './next-steps';
import { started, tenderOf, type Payment } from './payment';

export type CaptureOutcome =
  { readonly kind: 'captured'; readonly amount: number } | { readonly kind: 'refused'; readonly reason: string };

/** What came of a capture; the last part ends the wish of orders. */
export const settleCapture: Decide<Payment, Answered<TenderCaptureRequested, CaptureOutcome>> = (
  state,
  { intent, outcome },
  given,
) => {
  const payment = started(state, intent.paymentId);
  const tender = tenderOf(payment, intent.tenderId);
  if (tender?.status !== 'capturing' || tender.operation.reference !== intent.reference) {
    return ignored('the outcome of this capture is known');
  }
  const journal = new Journal(payment, given);
  const { tenderId, captureId, amount } = intent;
  if (outcome.kind === 'captured' && outcome.amount > 0) {
    recordCapture(journal, { tenderId, captureId, amount: Math.min(amount, outcome.amount) });
  } else {
    // Of nothing done the same would be asked again for ever.
    const reason = outcome.kind === 'refused' ? outcome.reason : 'nothing-captured';
    journal.add(new TenderCaptureFailed({ ...journal.names, tenderId, captureId, amount, reason }));
    // It holds less than we thought, or something happened without us.
    askHowItStands(journal, tenderId, journal.inputId);
  }
  proceed(journal);
  return journal.decision('nothing changed');
};
