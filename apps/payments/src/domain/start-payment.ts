import type { PaymentRequested } from '@entrepot/contracts/orders';
import {
  PaymentDeclined,
  PaymentStarted,
  TenderAuthorisationRequested,
  type TenderTerms,
} from '@entrepot/contracts/payments';
import { DomainError, ignored, sum, type Decide } from '@entrepot/kernel';
import { Journal } from './journal';
import { recordPaid } from './money-moves';
import { proceed } from './next-steps';
import { extendedBy } from './extensions';
import { declaredTenders, type Payment, type StartedPayment } from './payment';
import { reference } from './references';

/** Asks the provider for every declared tender at once; tenders that a marketplace holds are paid already. */
export const startPayment: Decide<Payment, PaymentRequested> = (payment, request, given) => {
  if (payment.status !== 'none') return repeated(payment, request);
  const { paymentId, orderId, currency, total } = request;
  const tenders = request.tenders.map(termsOf);
  refuseTwins(paymentId, tenders);
  const journal = Journal.of(new PaymentStarted({ paymentId, orderId, currency, total, tenders }), given);
  if (sum(tenders.map((tender) => tender.amount)) === total) {
    for (const tender of tenders) askTender(journal, tender, request.occurredAt);
    proceed(journal);
  } else {
    journal.add(new PaymentDeclined({ paymentId, orderId, reason: 'tenders-do-not-cover-the-total' }));
  }
  return journal.decision('nothing to pay');
};

/** Asks the provider for a tender; one that a marketplace holds is paid already. */
export function askTender(journal: Journal, tender: TenderTerms, occurredAt: string | undefined): void {
  const { tenderId, method, amount, capture } = tender;
  if (amount === 0) return;
  if (tender.heldBy === 'marketplace') {
    return recordPaid(journal, {
      tenderId,
      amount,
      ...(tender.reference === undefined ? {} : { providerReference: tender.reference }),
      ...(occurredAt === undefined ? {} : { occurredAt }),
    });
  }
  journal.add(
    new TenderAuthorisationRequested({
      ...journal.names,
      tenderId,
      method,
      amount,
      currency: journal.payment.currency,
      capture,
      reference: reference.authorisation(journal.names.paymentId, tenderId),
      ...(tender.reference === undefined ? {} : { instrument: tender.reference }),
      ...(occurredAt === undefined ? {} : { occurredAt }),
    }),
  );
}

function repeated(payment: StartedPayment, request: PaymentRequested): ReturnType<typeof ignored> {
  const first = declaredTenders(payment).filter(({ terms }) => terms.extension !== true);
  const known = first.map(({ terms }) => `${terms.tenderId} ${terms.amount} ${terms.heldBy}`);
  const asked = request.tenders.map((tender) => `${tender.tenderId} ${tender.amount} ${tender.heldBy}`);
  const total = payment.total - extendedBy(payment);
  const isSame = payment.currency === request.currency && total === request.total;
  if (isSame && known.join() === asked.join()) return ignored('this payment was started by the same request');
  throw new DomainError('payment.conflict', { paymentId: request.paymentId });
}

function refuseTwins(paymentId: string, tenders: readonly TenderTerms[]): void {
  if (new Set(tenders.map((tender) => tender.tenderId)).size === tenders.length) return;
  throw new DomainError('payment.tenders-invalid', { paymentId, rule: 'two tenders have one id' });
}

export function termsOf({
  tenderId,
  method,
  amount,
  reference,
  capture,
  heldBy,
}: PaymentRequested['tenders'][number]): TenderTerms {
  return { tenderId, method, amount, capture, heldBy, ...(reference === undefined ? {} : { reference }) };
}
