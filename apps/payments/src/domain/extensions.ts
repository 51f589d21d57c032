import { PaymentExtended, PaymentExtensionDeclined } from '@entrepot/contracts/payments';
import { sum } from '@entrepot/kernel';
import type { Journal } from './journal';
import type { StartedPayment } from './payment';
import { fundsOf, heldOf, isBusy, type Tender } from './tender';

/** How much more than at its start a payment covers. */
export function extendedBy({ extensions }: StartedPayment): number {
  return sum(Object.values(extensions).map(({ status, amount }) => (status === 'extended' ? amount : 0)));
}

/** Answers every extension whose tender the provider has decided about. */
export function concludeExtensions(journal: Journal): void {
  for (const [extensionId, { status, tenderId }] of Object.entries(journal.payment.extensions)) {
    if (status !== 'open' || tenderId === undefined) continue;
    const tender = journal.tender(tenderId);
    if (isBusy(tender) || tender.status === 'declared') continue;
    journal.add(answer(journal, extensionId, tender));
  }
}

function answer({ names }: Journal, extensionId: string, tender: Tender) {
  if (tender.status === 'declined') {
    return new PaymentExtensionDeclined({ ...names, extensionId, reason: tender.reason });
  }
  const { amount } = tender.terms;
  const { captured } = fundsOf(tender);
  if (heldOf(tender) + captured >= amount) return new PaymentExtended({ ...names, extensionId, amount, captured });
  return new PaymentExtensionDeclined({ ...names, extensionId, reason: 'voided-by-provider' });
}
