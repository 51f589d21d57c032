import { TenderVoided } from '@entrepot/contracts/payments';
import type { Journal } from './journal';
import { announceCapture, announceRefund, recordCapture, recordRefund } from './money-moves';
import type { ProviderPayment } from './provider-payment';
import { foreignId } from './references';
import { fundsOf, heldOf, isIdle } from './tender';

/**
 * Records what the provider did to a tender at rest without being asked: captured, let go or gave back, by hand or by
 * itself. An answer that knows less than we do is old and changes nothing.
 */
export function absorbMoves(journal: Journal, tenderId: string, answer: ProviderPayment): void {
  if (!isIdle(journal.tender(tenderId))) return;
  const { paymentId } = journal.names;
  const { captured, refunded } = fundsOf(journal.tender(tenderId));
  if (answer.captured > captured) {
    const captureId = foreignId(paymentId, tenderId, 'capture', answer.captured);
    recordCapture(journal, tenderId, captureId, answer.captured - captured);
    announceCapture(journal, tenderId, captureId, answer.captured - captured);
  }
  if (answer.refunded > refunded) {
    const refundId = foreignId(paymentId, tenderId, 'refund', answer.refunded);
    recordRefund(journal, tenderId, refundId, answer.refunded - refunded);
    announceRefund(journal, tenderId, refundId, answer.refunded - refunded);
  }
  const held = heldOf(journal.tender(tenderId));
  if (answer.status === 'voided' && held > 0) {
    journal.add(new TenderVoided({ ...journal.names, tenderId, amount: held, reason: 'voided-by-provider' }));
  }
}
