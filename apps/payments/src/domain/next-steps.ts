import {
  PaymentAuthorised,
  PaymentDeclined,
  PaymentReleased,
  TenderDeclined,
  UndeclaredPaymentReturned,
} from '@entrepot/contracts/payments';
import { never, sum } from '@entrepot/kernel';
import { askHowItStands } from './ask-how-it-stands';
import { concludeExtensions } from './extensions';
import type { Journal } from './journal';
import { announceRefund, askRefund, askVoid } from './money-moves';
import { declaredTenders } from './payment';
import { giveBackId } from './references';
import { serveWishes } from './serve-wishes';
import { fundsOf, heldOf, isBusy, isUndeclared, keptOf, type Tender } from './tender';

/** Whatever follows by itself from what the journal holds: the last step of every decision about a payment. */
export function proceed(journal: Journal): void {
  askAgain(journal);
  returnUndeclared(journal);
  const { status } = journal.payment;
  switch (status) {
    case 'authorising':
      return concludeAuthorisation(journal);
    case 'declining':
    case 'releasing':
      return giveEverythingBack(journal);
    case 'authorised':
      concludeExtensions(journal);
      return serveWishes(journal);
    case 'declined':
    case 'released':
      return serveWishes(journal);
    default:
      return never(status);
  }
}

function concludeAuthorisation(journal: Journal): void {
  const tenders = declaredTenders(journal.payment);
  if (tenders.some((tender) => isBusy(tender) || tender.status === 'declared')) return;
  const short = tenders.find((tender) => heldOf(tender) + fundsOf(tender).captured < tender.terms.amount);
  if (short !== undefined) {
    // The provider let it go while another tender was still open.
    journal.add(new TenderDeclined({ ...journal.names, tenderId: short.terms.tenderId, reason: 'voided-by-provider' }));
    return giveEverythingBack(journal);
  }
  const captured = sum(tenders.map((tender) => fundsOf(tender).captured));
  journal.add(new PaymentAuthorised({ ...journal.names, amount: journal.payment.total, captured }));
  serveWishes(journal);
}

function giveEverythingBack(journal: Journal): void {
  for (const tender of declaredTenders(journal.payment)) giveTenderBack(journal, tender);
  const tenders = declaredTenders(journal.payment);
  if (tenders.some((tender) => !isGivenBack(tender))) return;
  if (journal.payment.status === 'declining') {
    const { tenderId, reason } = journal.payment.refusal;
    journal.add(new PaymentDeclined({ ...journal.names, reason, ...(tenderId === undefined ? {} : { tenderId }) }));
  } else {
    const voided = sum(tenders.map((tender) => fundsOf(tender).voided));
    const refunded = sum(tenders.map((tender) => fundsOf(tender).refunded));
    journal.add(new PaymentReleased({ ...journal.names, voided, refunded }));
  }
  serveWishes(journal);
}

/** Voids what is authorised, then refunds what is captured: one thing at a time. */
function giveTenderBack(journal: Journal, tender: Tender): void {
  if (tender.status === 'pending' || (tender.status === 'authorised' && heldOf(tender) > 0)) {
    return askVoid(journal, tender);
  }
  const kept = keptOf(tender);
  if (tender.status !== 'settled' || kept === 0 || fundsOf(tender).stuck) return;
  const { tenderId } = tender.terms;
  const refundId = giveBackId(journal.names.paymentId, tenderId, fundsOf(tender));
  askRefund(journal, tender, refundId, kept, kept);
  if (!isBusy(journal.tender(tenderId))) announceRefund(journal, tenderId, refundId, kept);
}

function isGivenBack(tender: Tender): boolean {
  if (tender.status === 'declined') return true;
  return tender.status === 'settled' && (keptOf(tender) === 0 || fundsOf(tender).stuck === true);
}

function returnUndeclared(journal: Journal): void {
  for (const tender of journal.payment.tenders.filter(isUndeclared)) {
    giveTenderBack(journal, tender);
    const { voided, refunded, returned, providerReference } = fundsOf(journal.tender(tender.terms.tenderId));
    const back = tender.status === 'settled' && keptOf(tender) === 0 && returned === undefined;
    if (!back || providerReference === undefined) continue;
    const { tenderId } = tender.terms;
    journal.add(new UndeclaredPaymentReturned({ ...journal.names, tenderId, providerReference, voided, refunded }));
  }
}

/** Tenders whose answer came while an operation was open are asked about once more when it has ended. */
function askAgain(journal: Journal): void {
  for (const tenderId of journal.payment.recheck) {
    if (isBusy(journal.tender(tenderId))) continue;
    askHowItStands(journal, tenderId, journal.inputId);
  }
}
