import {
  TenderAuthorisationPending,
  TenderAuthorised,
  TenderDeclined,
  UndeclaredPaymentReceived,
} from '@entrepot/contracts/payments';
import { never } from '@entrepot/kernel';
import type { Journal } from './journal';
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
  const { providerReference, amount, captured, currency, method } = answer;
  const tenderId = undeclaredId(providerReference);
  const named = { ...journal.names, tenderId, providerReference };
  journal.add(
    new UndeclaredPaymentReceived({
      ...named,
      amount,
      captured,
      currency,
      ...(method === undefined ? {} : { method }),
    }),
  );
  absorbMoves(journal, tenderId, answer);
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
  { terms, operation }: AuthorisingTender | PendingTender,
  answer: ProviderPayment,
  occurredAt: string | undefined,
): void {
  const { tenderId, amount } = terms;
  const { providerReference } = answer;
  const named = { tenderId, amount, providerReference, ...(occurredAt === undefined ? {} : { occurredAt }) };
  const [capture] = answer.captures;
  if (capture?.amount === amount) {
    const isOurs = capture.reference === operation.reference;
    return recordPaid(journal, isOurs ? named : { ...named, reference: capture.reference });
  }
  journal.add(new TenderAuthorised({ ...journal.names, ...named }));
  absorbMoves(journal, tenderId, answer);
}
