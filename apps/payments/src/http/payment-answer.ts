import type { PaymentAnswer, TenderAnswer } from '@entrepot/contracts/payments';
import { moneyOf } from '../domain/money-of';
import type { StartedPayment } from '../domain/payment';
import { fundsOf, heldOf, isUndeclared, type Tender } from '../domain/tender';

/** A payment as callers see it. */
export function paymentAnswer(payment: StartedPayment): PaymentAnswer {
  const { paymentId, orderId, status, currency, total, tenders } = payment;
  const reason = 'refusal' in payment ? { reason: payment.refusal.reason } : {};
  const named = { paymentId, orderId, state: status, currency, total };
  return { ...named, ...moneyOf(payment), ...reason, tenders: tenders.map(tenderAnswer) };
}

function tenderAnswer(tender: Tender): TenderAnswer {
  const { tenderId, method, heldBy, amount } = tender.terms;
  const { captured, refunded, providerReference } = fundsOf(tender);
  return {
    tenderId,
    method,
    state: stateOf(tender),
    heldBy,
    amount,
    held: heldOf(tender),
    captured,
    refunded,
    ...(providerReference === undefined ? {} : { providerReference }),
    ...(tender.status === 'declined' ? { reason: tender.reason } : {}),
    undeclared: isUndeclared(tender),
  };
}

/** Tells what is at rest by where its money is. */
function stateOf(tender: Tender): TenderAnswer['state'] {
  switch (tender.status) {
    case 'authorised':
      return tender.funds.captured === 0 ? 'authorised' : 'partially-captured';
    case 'settled':
      return settledState(tender.funds.captured, tender.funds.refunded, tender.terms.amount);
    default:
      return tender.status;
  }
}

function settledState(captured: number, refunded: number, amount: number): TenderAnswer['state'] {
  if (captured === 0) return amount === 0 ? 'captured' : 'voided';
  if (refunded === 0) return 'captured';
  return refunded < captured ? 'partially-refunded' : 'refunded';
}
