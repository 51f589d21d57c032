import { TenderInquiryRequested, type ProviderNoticeReceived } from '@entrepot/contracts/payments';
import { ignored, type Decide } from '@entrepot/kernel';
import { Journal } from './journal';
import { started, type Payment, type StartedPayment } from './payment';
import { inquiryId, reference, undeclaredId } from './references';
import { fundsOf, heldOf, isBusy, type Tender } from './tender';

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
  const { paymentId, orderId } = payment;
  const tenderId = tender?.terms.tenderId ?? undeclaredId(notice.providerReference);
  const { noticeId, providerReference } = notice;
  const journal = new Journal(payment, given);
  journal.add(
    new TenderInquiryRequested({
      paymentId,
      orderId,
      tenderId,
      inquiryId: inquiryId(paymentId, tenderId, noticeId),
      noticeId,
      providerReference,
    }),
  );
  return journal.decision('nothing to ask');
};

function findTender(payment: StartedPayment, notice: ProviderNoticeReceived): Tender | undefined {
  const { paymentId, tenders } = payment;
  return (
    tenders.find((tender) => fundsOf(tender).providerReference === notice.providerReference) ??
    tenders.find(({ terms }) => reference.authorisation(paymentId, terms.tenderId) === notice.tenderReference)
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
  return notice.kind === 'authorised' || (notice.kind === 'voided' && heldOf(tender) === 0);
}

function isUnderWay(tender: Tender, notice: ProviderNoticeReceived, now: string): boolean {
  if (!isBusy(tender) || tender.status === 'pending') return false;
  const isYoung = Date.parse(now) - Date.parse(tender.operation.since) < CALL_TAKES_MS;
  return isYoung && isItsResult(tender, notice);
}

function isItsResult(tender: Tender & { readonly operation: unknown }, notice: ProviderNoticeReceived): boolean {
  const { captured, refunded } = fundsOf(tender);
  const more = { captured: (notice.captured ?? 0) - captured, refunded: (notice.refunded ?? 0) - refunded };
  switch (tender.status) {
    case 'authorising':
      return more.refunded <= 0 && notice.kind !== 'voided';
    case 'capturing':
      return more.refunded <= 0 && more.captured <= tender.operation.amount && notice.kind === 'captured';
    case 'refunding':
      return more.captured <= 0 && more.refunded <= tender.operation.amount && notice.kind === 'refunded';
    case 'voiding':
      return more.captured <= 0 && more.refunded <= 0 && notice.kind === 'voided';
    default:
      return false;
  }
}
