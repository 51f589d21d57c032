import * as payments from '@entrepot/contracts/payments';
import { list, money, tell, type Telling } from './telling';

export const PAYMENTS_TELLINGS: readonly Telling[] = [
  tell(
    payments.PaymentStarted,
    (e) => `${money(e.total)} is to be paid by ${list(e.tenders.map(({ method }) => method))}`,
  ),
  tell(payments.TenderAuthorisationRequested, (e) => `The provider is asked for ${money(e.amount)} by ${e.method}`),
  tell(payments.TenderAuthorisationPending, () => 'The provider has not decided yet'),
  tell(payments.TenderAuthorised, (e) => `${money(e.amount)} is authorised`),
  tell(payments.TenderPaid, (e) => `${money(e.amount)} is paid`),
  tell(payments.TenderDeclined, (e) => `A tender was declined: ${e.reason}`),
  tell(payments.PaymentAuthorised, (e) => `The payment covers ${money(e.amount)}`),
  tell(payments.PaymentDeclined, (e) => `The payment is declined: ${e.reason}`),
  tell(payments.PaymentExtensionStarted, (e) => `${money(e.tender.amount)} more is to be paid by ${e.tender.method}`),
  tell(payments.PaymentExtended, (e) => `The payment covers ${money(e.amount)} more`),
  tell(payments.PaymentExtensionDeclined, (e) => `What is to be paid more is declined: ${e.reason}`),
  tell(payments.PaymentRequestQueued, (e) => `Waits its turn: ${e.request}`),
  tell(payments.TenderCaptureRequested, (e) => `The provider is asked to capture ${money(e.amount)}`),
  tell(payments.TenderCaptured, (e) => `${money(e.amount)} is captured`),
  tell(payments.TenderCaptureFailed, (e) => `${money(e.amount)} could not be captured: ${e.reason}`),
  tell(payments.PaymentCaptured, (e) => `Captured ${money(e.amount)}`),
  tell(payments.TenderVoidRequested, (e) => `The provider is asked to let ${money(e.amount)} go`),
  tell(payments.TenderVoided, (e) => `${money(e.amount)} is let go`),
  tell(payments.PaymentReleaseStarted, (e) => `The payment is being let go: ${e.reason}`),
  tell(
    payments.PaymentReleased,
    (e) => `The payment is let go: ${money(e.voided)} voided, ${money(e.refunded)} given back`,
  ),
  tell(payments.TenderRefundRequested, (e) => `The provider is asked to give back ${money(e.amount)}`),
  tell(payments.TenderRefunded, (e) => `${money(e.amount)} is given back`),
  tell(payments.TenderRefundFailed, (e) => `${money(e.amount)} could not be given back: ${e.reason}`),
  tell(payments.PaymentRefunded, (e) => `Refunded ${money(e.amount)}`),
  tell(payments.TenderInquiryRequested, () => 'The provider is asked what became of a tender'),
  tell(payments.TenderInquiryAnswered, (e) => `The provider says: ${e.status}`),
  tell(payments.UndeclaredPaymentReceived, (e) => `${money(e.amount)} came in that nobody had declared`),
  tell(
    payments.UndeclaredPaymentReturned,
    (e) => `What nobody had declared went back: ${money(e.voided + e.refunded)}`,
  ),
  tell(payments.LedgerPosted, (e) => `Booked: ${list(e.entries.map(booked))}`),
];

function booked({ account, debit, credit }: payments.LedgerPosted['entries'][number]): string {
  return `${account} ${debit > 0 ? `debit ${money(debit)}` : `credit ${money(credit)}`}`;
}
