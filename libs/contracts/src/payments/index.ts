// Events, requests and answers of payments; re-exported here by name.
export {
  TenderAuthorisationPending,
  TenderAuthorisationRequested,
  TenderAuthorised,
  TenderDeclined,
  TenderPaid,
} from './authorisation.events';
export { PaymentCaptured, TenderCaptured, TenderCaptureFailed, TenderCaptureRequested } from './capture.events';
export { PaymentExtended, PaymentExtensionDeclined, PaymentExtensionStarted } from './extension.events';
export { LEDGER_ACCOUNTS, LEDGER_CAUSES, LedgerEntry, LedgerPosted, type LedgerAccount } from './ledger.events';
export {
  NOTICE_KINDS,
  PROVIDER_STATUSES,
  ProviderNoticeReceived,
  TenderInquiryAnswered,
  TenderInquiryRequested,
  UndeclaredPaymentReceived,
  UndeclaredPaymentReturned,
} from './notice.events';
export {
  AccountBalance,
  CurrencySum,
  LedgerBalances,
  LedgerTransaction,
  LedgerTransactionPage,
  NoticeAnswer,
  PAYMENT_STATES,
  PaymentAnswer,
  PaymentSummary,
  PaymentSummaryPage,
  TENDER_STATES,
  TenderAnswer,
} from './payment.answers';
export {
  PAYMENT_REQUESTS,
  PaymentAuthorised,
  PaymentDeclined,
  PaymentReleased,
  PaymentReleaseStarted,
  PaymentRequestQueued,
  PaymentStarted,
  TenderTerms,
} from './payment.events';
export {
  PaymentRefunded,
  TenderRefunded,
  TenderRefundFailed,
  TenderRefundRequested,
  TenderVoided,
  TenderVoidRequested,
} from './return.events';
