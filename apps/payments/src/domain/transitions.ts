import type { PaymentStatus } from './payment';
import type { TenderStatus } from './tender';

type Table<S extends string> = { readonly [from in S]: Readonly<Record<string, readonly S[]>> };

/** From status, by event, to status. Tests hold every recorded history against it, and look for dead ends. */
export const TENDER_TRANSITIONS: Table<TenderStatus> = {
  declared: {
    TenderAuthorisationRequested: ['authorising'],
    TenderPaid: ['settled'],
    UndeclaredPaymentReceived: ['authorised'],
  },
  authorising: {
    TenderAuthorisationPending: ['pending'],
    TenderAuthorised: ['authorised'],
    TenderPaid: ['settled'],
    TenderDeclined: ['declined'],
  },
  pending: {
    TenderAuthorised: ['authorised'],
    TenderPaid: ['settled'],
    TenderDeclined: ['declined'],
    TenderVoidRequested: ['voiding'],
  },
  declined: {},
  authorised: {
    TenderCaptureRequested: ['capturing'],
    TenderVoidRequested: ['voiding'],
    TenderRefundRequested: ['refunding'],
    TenderCaptured: ['authorised', 'settled'],
    TenderVoided: ['settled'],
    TenderRefunded: ['authorised'],
  },
  capturing: { TenderCaptured: ['authorised', 'settled'], TenderCaptureFailed: ['authorised'] },
  voiding: {
    TenderVoided: ['settled'],
    TenderCaptured: ['authorised', 'settled'],
    TenderAuthorised: ['authorised'],
  },
  refunding: { TenderRefunded: ['authorised', 'settled'], TenderRefundFailed: ['authorised', 'settled'] },
  settled: {
    TenderRefundRequested: ['refunding'],
    TenderRefunded: ['settled'],
    TenderCaptured: ['settled'],
    TenderDeclined: ['settled'],
    UndeclaredPaymentReturned: ['settled'],
  },
};

export const PAYMENT_TRANSITIONS: Table<PaymentStatus> = {
  none: { PaymentStarted: ['authorising'] },
  authorising: {
    PaymentAuthorised: ['authorised'],
    TenderDeclined: ['declining'],
    PaymentDeclined: ['declined'],
    PaymentReleaseStarted: ['releasing'],
  },
  authorised: { PaymentReleased: ['released'] },
  declining: { PaymentDeclined: ['declined'] },
  declined: {},
  releasing: { PaymentReleased: ['released'] },
  released: {},
};
