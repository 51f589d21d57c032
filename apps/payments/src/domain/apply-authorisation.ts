import {
  TenderAuthorisationPending,
  TenderAuthorised,
  TenderDeclined,
  UndeclaredPaymentReceived,
} from '@entrepot/contracts/payments';
import { never } from '@entrepot/kernel';
import type { Journal } from './journal';
import { receipt } from './ledger';
import { recordPaid } from './money-moves';
import type { ProviderPayment } from './provider-payment';
import { undeclaredId } from './references';
import { absorbMoves } from './absorb-moves';
import type { AuthorisingTender, PendingTender, Tender } from './tender';

/** The provider's answer to its authorisation is still to come. */
export function isAwaiting(tender: Tender): tender is AuthorisingTender | PendingTender {
  return tender.status === 'authorising' || tender.status === 'pending';
}

/** Records what the provider decided about a tender: a payment, or the reason why there is none. */
export function applyAuthorisation(
  journal: Journal,
  tender: AuthorisingTender | PendingTender,
  answer: ProviderPayment | string,
  occurredAt?: string,
): void {
  const { tenderId } = tender.terms;
  if (typeof answer === 'string') return decline(journal, tenderId, answer);
  switch (answer.status) {
    case 'pending':
      if (tender.status === 'pending') return;
      const { providerReference } = answer;
      return journal.add(new TenderAuthorisationPending({ ...journal.names, tenderId, providerReference }));
    case 'declined':
      return decline(journal, tenderId, answer.declineReason ?? 'declined');
    case 'voided':
      return decline(journal, tenderId, 'voided-by-provider');
    case 'authorised':
    case 'captured':
      return isAsAgreed(tender, answer)
        ? accept(journal, tender, answer, occurredAt)
        : sendBack(journal, tenderId, answer);
    default:
      return never(answer.status);
  }
}

/** Records money that no tender asked for; it goes back by itself. */
export function receiveUndeclared(journal: Journal, answer: ProviderPayment): void {
  const { providerReference, amount, captured, refunded, currency, method } = answer;
  const tenderId = undeclaredId(providerReference);
  const taken = captured - refunded;
  journal.add(
    new UndeclaredPaymentReceived({
      ...journal.names,
      tenderId,
      providerReference,
      amount: answer.status === 'captured' ? taken : amount - refunded,
      captured: taken,
      currency,
      ...(method === undefined ? {} : { method }),
    }),
  );
  if (taken > 0) journal.add(receipt(journal.payment, journal.tender(tenderId), tenderId, taken));
}

function decline(journal: Journal, tenderId: string, reason: string): void {
  journal.add(new TenderDeclined({ ...journal.names, tenderId, reason }));
}

/** Another amount or currency than agreed covers nothing: the tender is declined and the money returned. */
function sendBack(journal: Journal, tenderId: string, answer: ProviderPayment): void {
  receiveUndeclared(journal, answer);
  decline(journal, tenderId, 'another-amount-than-agreed');
}

function isAsAgreed({ terms }: Tender, answer: ProviderPayment): boolean {
  return answer.currency === terms.currency && answer.amount === terms.amount && answer.refunded === 0;
}

function accept(
  journal: Journal,
  { terms }: AuthorisingTender | PendingTender,
  answer: ProviderPayment,
  occurredAt: string | undefined,
): void {
  const { tenderId, amount } = terms;
  const { providerReference } = answer;
  if (answer.captured === amount) return recordPaid(journal, { tenderId, amount, providerReference, occurredAt });
  journal.add(
    new TenderAuthorised({
      ...journal.names,
      tenderId,
      providerReference,
      amount,
      ...(occurredAt === undefined ? {} : { occurredAt }),
    }),
  );
  absorbMoves(journal, tenderId, answer);
}
