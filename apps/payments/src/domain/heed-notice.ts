import type { ProviderNoticeReceived } from '@entrepot/contracts/payments';
import { ignored, never, type Decide } from '@entrepot/kernel';
import { askHowItStands } from './ask-how-it-stands';
import { Journal } from './journal';
import { started, type Payment, type StartedPayment } from './payment';
import { reference, undeclaredId } from './references';
import { fundsOf, heldOf, isBusy, isItsPayment, type BusyTender, type Tender } from './tender';

/** So long a call may take before a notice about it is worth an inquiry of its own. */
const CALL_TAKES_MS = 5_000;

/**
 * A notice is a hint: what it says and we do not know yet is asked about. One that only tells the result of a call that
 * is still under way needs nothing, because that call is itself asked about until its result is known.
 */
export const heedNotice: Decide<Payment, ProviderNoticeReceived> = (state, notice, given) => {
  const payment = started(state, notice.paymentId ?? given.key);
  if (notice.kind === 'other') return ignored('it says nothing about money');
  const tender = findTender(payment, notice);
  if (tender !== undefined) {
    if (isKnown(tender, notice)) return ignored('it says what is known already');
    if (isUnderWay(tender, notice, given.now)) return ignored('the call that it tells about is still under way');
  }
  const { noticeId, providerReference } = notice;
  const journal = new Journal(payment, given);
  const tenderId = tender?.terms.tenderId ?? undeclaredId(providerReference);
  askHowItStands(journal, tenderId, noticeId, { noticeId, providerReference });
  return journal.decision('nothing to ask');
};

/** By the provider's payment, else by our reference; a second payment under our reference is nobody's. */
function findTender(payment: StartedPayment, notice: ProviderNoticeReceived): Tender | undefined {
  const { paymentId, tenders } = payment;
  const isOurs = (tender: Tender) =>
    reference.authorisation(paymentId, tender.terms.tenderId) === notice.tenderReference &&
    isItsPayment(tender, notice.providerReference);
  return (
    tenders.find((tender) => fundsOf(tender).providerReference === notice.providerReference) ?? tenders.find(isOurs)
  );
}

function isKnown(tender: Tender, notice: ProviderNoticeReceived): boolean {
  if (tender.status === 'declined') return notice.kind === 'declined';
  const funds = fundsOf(tender);
  const isMore = (notice.captured ?? 0) > funds.captured || (notice.refunded ?? 0) > funds.refunded;
  if (isMore || tender.status === 'declared' || tender.status === 'authorising' || tender.status === 'pending') {
    return false;
  }
  // How much was captured or refunded is compared above; without figures only an inquiry can tell.
  if (notice.kind === 'captured') return notice.captured !== undefined;
  if (notice.kind === 'refunded') return notice.refunded !== undefined;
  if (notice.kind === 'authorised') return funds.authorised > 0;
  return notice.kind === 'voided' && heldOf(tender) === 0;
}

function isUnderWay(tender: Tender, notice: ProviderNoticeReceived, now: string): boolean {
  if (!isBusy(tender)) return false;
  const isYoung = Date.parse(now) - Date.parse(tender.operation.since) < CALL_TAKES_MS;
  return isYoung && isItsResult(tender, notice);
}

/** Whether the notice tells exactly what the open call will: anything more has happened besides it. */
function isItsResult(tender: BusyTender, notice: ProviderNoticeReceived): boolean {
  const funds = fundsOf(tender);
  const captured = (notice.captured ?? 0) - funds.captured;
  const refunded = (notice.refunded ?? 0) - funds.refunded;
  switch (tender.status) {
    case 'authorising': {
      const expected = tender.terms.capture === 'immediate' && notice.kind === 'captured' ? tender.terms.amount : 0;
      return notice.kind !== 'voided' && captured === expected && refunded === 0;
    }
    case 'capturing':
      return notice.kind === 'captured' && captured === tender.operation.amount && refunded === 0;
    case 'refunding':
      return notice.kind === 'refunded' && refunded === tender.operation.amount && captured === 0;
    case 'voiding':
      return notice.kind === 'voided' && captured === 0 && refunded === 0;
    case 'pending':
      return false;
    default:
      return never(tender);
  }
}
