import type { PaymentExtensionRequested } from '@entrepot/contracts/orders';
import { PaymentExtensionDeclined, PaymentExtensionStarted } from '@entrepot/contracts/payments';
import { DomainError, ignored, type Decide } from '@entrepot/kernel';
import { Journal } from './journal';
import { proceed } from './next-steps';
import { started, tenderOf, type Payment, type StartedPayment } from './payment';
import { isBeingReleased } from './release-payment';
import { askTender, termsOf } from './start-payment';

/** Asks for one more tender; if it is refused, the payment stays what it was. Only an authorised payment can cover more. */
export const extendPayment: Decide<Payment, PaymentExtensionRequested> = (state, request, given) => {
  const payment = started(state, request.paymentId);
  const { extensionId } = request;
  if (extensionId in payment.extensions) return ignored('this extension was asked for before');
  const journal = new Journal(payment, given);
  if (isOpen(payment)) extend(journal, request);
  else journal.add(new PaymentExtensionDeclined({ ...journal.names, extensionId, reason: 'payment-not-open' }));
  proceed(journal);
  return journal.decision('nothing to extend');
};

function isOpen(payment: StartedPayment): boolean {
  return payment.status === 'authorised' && !isBeingReleased(payment);
}

function extend(journal: Journal, { paymentId, extensionId, tender: asked }: PaymentExtensionRequested): void {
  const tender = termsOf(asked);
  if (tenderOf(journal.payment, tender.tenderId) !== undefined) {
    throw new DomainError('payment.tenders-invalid', { paymentId, rule: 'two tenders have one id' });
  }
  journal.add(new PaymentExtensionStarted({ ...journal.names, extensionId, tender }));
  askTender(journal, tender, undefined);
}
