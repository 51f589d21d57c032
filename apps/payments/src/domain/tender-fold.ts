import type {
  TenderAuthorisationPending,
  TenderAuthorisationRequested,
  TenderAuthorised,
  TenderCaptured,
  TenderCaptureFailed,
  TenderCaptureRequested,
  TenderDeclined,
  TenderPaid,
  TenderRefunded,
  TenderRefundFailed,
  TenderRefundRequested,
  TenderVoided,
  TenderVoidRequested,
  UndeclaredPaymentReceived,
  UndeclaredPaymentReturned,
} from '@entrepot/contracts/payments';
import { atRest, moveName, NO_FUNDS, type Funds, type Operation, type Tender } from './tender';

export type TenderEvent =
  | TenderAuthorisationRequested
  | TenderAuthorisationPending
  | TenderAuthorised
  | TenderPaid
  | TenderDeclined
  | TenderCaptureRequested
  | TenderCaptured
  | TenderCaptureFailed
  | TenderVoidRequested
  | TenderVoided
  | TenderRefundRequested
  | TenderRefunded
  | TenderRefundFailed
  | UndeclaredPaymentReceived
  | UndeclaredPaymentReturned;

type Folds = {
  [T in TenderEvent['type']]: (tender: Tender, event: Extract<TenderEvent, { type: T }>, at: string) => Tender;
};

/** A marketplace that holds the money need not name its payment. */
const ELSEWHERE = 'marketplace';

const FOLDS: Folds = {
  TenderAuthorisationRequested: ({ terms }, { reference }, at) => ({
    status: 'authorising',
    terms,
    operation: { reference, since: at },
  }),
  TenderAuthorisationPending: (tender, { providerReference }, at) => ({
    status: 'pending',
    terms: tender.terms,
    funds: { ...NO_FUNDS, providerReference },
    operation: operationOf(tender, at),
  }),
  TenderAuthorised: ({ terms }, { providerReference, amount }) =>
    atRest(terms, { ...NO_FUNDS, providerReference, authorised: amount }),
  TenderPaid: (tender, { providerReference = ELSEWHERE, amount, reference }) => {
    const moves = movesWith(tender, 'capture', reference);
    return atRest(tender.terms, { ...NO_FUNDS, providerReference, authorised: amount, captured: amount, moves });
  },
  TenderDeclined: (tender, { reason }) =>
    tender.status === 'authorising' || tender.status === 'pending'
      ? { status: 'declined', terms: tender.terms, reason }
      : tender,
  TenderCaptureRequested: (tender, { reference, captureId, amount }, at) => ({
    status: 'capturing',
    terms: tender.terms,
    funds: known(tender),
    operation: { reference, since: at, captureId, amount },
  }),
  TenderCaptured: (tender, { amount, reference }) => {
    const { returned: _, ...funds } = known(tender);
    const captured = funds.captured + amount;
    const authorised = Math.max(funds.authorised, captured + funds.voided);
    return atRest(tender.terms, { ...funds, captured, authorised, moves: movesWith(tender, 'capture', reference) });
  },
  TenderCaptureFailed: (tender) => atRest(tender.terms, known(tender)),
  TenderVoidRequested: (tender, { reference }, at) => ({
    status: 'voiding',
    terms: tender.terms,
    funds: known(tender),
    operation: { reference, since: at },
  }),
  TenderVoided: (tender, { amount }) => {
    const funds = known(tender);
    return atRest(tender.terms, { ...funds, voided: funds.voided + amount });
  },
  TenderRefundRequested: (tender, { reference, refundId, amount }, at) => ({
    status: 'refunding',
    terms: tender.terms,
    funds: known(tender),
    operation: { reference, since: at, refundId, amount },
  }),
  TenderRefunded: (tender, { amount, reference }) => {
    const { stuck: _, ...funds } = known(tender);
    const refunded = funds.refunded + amount;
    return atRest(tender.terms, { ...funds, refunded, moves: movesWith(tender, 'refund', reference) });
  },
  TenderRefundFailed: (tender) => atRest(tender.terms, { ...known(tender), stuck: true }),
  UndeclaredPaymentReceived: ({ terms }, { providerReference, amount }) =>
    atRest(terms, { ...NO_FUNDS, providerReference, authorised: amount }),
  UndeclaredPaymentReturned: (tender) => atRest(tender.terms, { ...known(tender), returned: true }),
};

/** A tender after one of its events. */
export function evolveTender(tender: Tender, event: TenderEvent, at: string): Tender {
  const fold = FOLDS[event.type] as (tender: Tender, event: TenderEvent, at: string) => Tender;
  return fold(tender, event, at);
}

export function isTenderEvent(event: { readonly type: string }): event is TenderEvent {
  return Object.hasOwn(FOLDS, event.type);
}

function known(tender: Tender): Funds {
  return 'funds' in tender ? tender.funds : { ...NO_FUNDS, providerReference: ELSEWHERE };
}

/** The recorded moves with one more: the named one, else the one that was asked for. */
function movesWith(tender: Tender, kind: 'capture' | 'refund', reference: string | undefined): readonly string[] {
  const moves = 'funds' in tender ? tender.funds.moves : [];
  const name = reference ?? ('operation' in tender ? tender.operation.reference : undefined);
  return name === undefined ? moves : [...moves, moveName(kind, name)];
}

function operationOf(tender: Tender, at: string): Operation {
  return 'operation' in tender ? tender.operation : { reference: '', since: at };
}
