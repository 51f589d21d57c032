import { TenderVoided } from '@entrepot/contracts/payments';
import type { Journal } from './journal';
import { announceCapture, announceRefund, recordCapture, recordRefund } from './money-moves';
import type { ProviderMove, ProviderPayment } from './provider-payment';
import { foreignId } from './references';
import { fundsOf, heldOf, isIdle, unrecordedOf } from './tender';

/**
 * Records what the provider did to a tender without being asked: captured, gave back or let go, by hand or by itself.
 * Captures and refunds are told apart by their references, so an old answer cannot count one twice or hide another.
 */
export function absorbMoves(journal: Journal, tenderId: string, answer: ProviderPayment): void {
  for (const capture of answer.captures) absorbCapture(journal, tenderId, capture);
  if (!isIdle(journal.tender(tenderId))) return;
  for (const refund of answer.refunds) absorbRefund(journal, tenderId, refund);
  // What is held only ever gets less: holding more than the provider does means that it let go.
  const gone = heldOf(journal.tender(tenderId)) - heldThere(answer);
  if (gone > 0) {
    journal.add(new TenderVoided({ ...journal.names, tenderId, amount: gone, reason: 'voided-by-provider' }));
  }
}

/** A capture that nobody here asked for also ends a void: it came before it. */
function absorbCapture(journal: Journal, tenderId: string, move: ProviderMove): void {
  const tender = journal.tender(tenderId);
  const amount =
    isIdle(tender) || tender.status === 'voiding' ? unrecordedOf(fundsOf(tender).moves, 'capture', move) : 0;
  if (amount === 0) return;
  const { reference } = move;
  const captureId = foreignId(journal.names.paymentId, tenderId, 'capture', reference);
  recordCapture(journal, { tenderId, captureId, amount, reference });
  announceCapture(journal, tenderId, captureId, amount);
}

function absorbRefund(journal: Journal, tenderId: string, move: ProviderMove): void {
  const amount = unrecordedOf(fundsOf(journal.tender(tenderId)).moves, 'refund', move);
  if (amount === 0) return;
  const { reference } = move;
  const refundId = foreignId(journal.names.paymentId, tenderId, 'refund', reference);
  recordRefund(journal, { tenderId, refundId, amount, reference });
  announceRefund(journal, tenderId, refundId, amount);
}

/** What the provider holds of a payment that it has decided about: neither captured nor let go. */
export function heldThere({ status, amount, captured, voided = 0 }: ProviderPayment): number {
  return status === 'voided' || status === 'declined' ? 0 : amount - captured - voided;
}
