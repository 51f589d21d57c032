import type { TenderTerms, UndeclaredPaymentReceived } from '@entrepot/contracts/payments';
import type {
  Capture,
  Extension,
  Payment,
  PaymentEvent,
  PaymentStatus,
  Running,
  StartedPayment,
  Wish,
} from './payment';
import { isUndeclared, NO_FUNDS, type Tender, type Terms } from './tender';
import { evolveTender, isTenderEvent, type TenderEvent } from './tender-fold';
import { endRunning, joinQueue, noteAsked, startRunning, withProgress } from './wishes';

type Started = StartedPayment;
type Of<T extends PaymentEvent['type']> = Extract<PaymentEvent, { type: T }>;
type Fold<T extends PaymentEvent['type']> = (payment: Started, event: Of<T>) => Started;

const same = (payment: Started): Started => payment;

/** What events mean for the payment beyond the tender they name. */
const FOLDS: { readonly [T in Exclude<PaymentEvent['type'], 'PaymentStarted'>]: Fold<T> } = {
  PaymentAuthorised: (payment) => withStatus(payment, 'authorised'),
  PaymentDeclined: (payment, { tenderId, reason }) => ({
    ...payment,
    status: 'declined',
    refusal: { tenderId, reason },
  }),
  PaymentExtensionStarted: (payment, { extensionId, tender }) => {
    const { tenderId, amount } = tender;
    const tenders = [...payment.tenders, extending(declare(tender, payment.currency))];
    return { ...withExtension(payment, extensionId, { status: 'open', tenderId, amount }), tenders };
  },
  PaymentExtended: (payment, { extensionId, amount }) => {
    const extended = withExtension(payment, extensionId, { status: 'extended', amount });
    return { ...extended, total: payment.total + amount };
  },
  PaymentExtensionDeclined: (payment, { extensionId }) =>
    withExtension(payment, extensionId, { status: 'declined', amount: 0 }),
  PaymentRequestQueued: (payment, event) => joinQueue(payment, wishOf(event)),
  PaymentReleaseStarted: (payment) =>
    payment.status === 'authorising'
      ? withStatus(payment, 'releasing')
      : startRunning(payment, { kind: 'release', voided: 0 }),
  PaymentReleased: (payment) => {
    const ended = endRunning(payment, 'release');
    return ended.status === 'declined' ? ended : withStatus(ended, 'released');
  },
  PaymentCaptured: (payment, { captureId, amount, shortfall = 0 }) =>
    endRunning(noteAsked(payment, 'capture', captureId, amount + shortfall), 'capture', captureId),
  PaymentRefunded: (payment, { refundId, amount, shortfall = 0 }) =>
    endRunning(noteAsked(payment, 'refund', refundId, amount + shortfall), 'refund', refundId),
  TenderInquiryRequested: (payment, { tenderId, inquiryId }) => ({
    ...payment,
    inquiries: { ...payment.inquiries, [tenderId]: inquiryId },
    recheck: payment.recheck.filter((id) => id !== tenderId),
  }),
  TenderInquiryAnswered: (payment, { tenderId, inquiryId }) => closeInquiry(payment, tenderId, inquiryId),
  UndeclaredPaymentReceived: same,
  UndeclaredPaymentReturned: same,
  LedgerPosted: same,
  TenderAuthorisationRequested: same,
  TenderAuthorisationPending: same,
  TenderAuthorised: same,
  TenderPaid: (payment, { tenderId, amount }) => withCapture(payment, tenderId, amount),
  TenderDeclined: (payment, { tenderId, reason }) =>
    payment.status === 'authorising' ? { ...payment, status: 'declining', refusal: { tenderId, reason } } : payment,
  TenderCaptureRequested: (payment, { captureId, requested }) =>
    begin(payment, { kind: 'capture', id: captureId, amount: requested }),
  TenderCaptured: (payment, { tenderId, captureId, amount }) =>
    withProgress(withCapture(payment, tenderId, amount), 'capture', captureId, { done: amount }),
  TenderCaptureFailed: (payment, { tenderId, captureId }) =>
    withProgress(payment, 'capture', captureId, { failed: tenderId }),
  TenderVoidRequested: same,
  TenderVoided: (payment, { tenderId, amount }) =>
    payment.running?.kind === 'release' && !concernsUndeclared(payment, tenderId)
      ? { ...payment, running: { ...payment.running, voided: payment.running.voided + amount } }
      : payment,
  TenderRefundRequested: (payment, { tenderId, refundId, requested }) =>
    isGivingBack(payment, tenderId) ? payment : begin(payment, { kind: 'refund', id: refundId, amount: requested }),
  TenderRefunded: (payment, { tenderId, refundId, amount }) =>
    withProgress(withRefund(payment, tenderId, amount), 'refund', refundId, { done: amount }),
  TenderRefundFailed: (payment, { tenderId, refundId }) =>
    withProgress(payment, 'refund', refundId, { failed: tenderId }),
};

/** A payment after one of its events, recorded `at`. Total: an event that cannot be folded changes nothing. */
export function evolvePayment(payment: Payment, event: PaymentEvent, at: string): Payment {
  if (event.type === 'PaymentStarted') return payment.status === 'none' ? start(event) : payment;
  if (payment.status === 'none') return payment;
  const fold = FOLDS[event.type] as ((payment: Started, event: PaymentEvent) => Started) | undefined;
  if (fold === undefined) return payment;
  return fold(isTenderEvent(event) ? withTender(payment, event, at) : payment, event);
}

function start({ paymentId, orderId, currency, total, tenders }: Of<'PaymentStarted'>): Payment {
  const declared = tenders.map((terms) => declare(terms, currency));
  const empty = { captures: [], asked: {}, queue: [], extensions: {}, inquiries: {}, recheck: [] };
  return { status: 'authorising', paymentId, orderId, currency, total, tenders: declared, ...empty };
}

function declare({ reference, ...agreed }: TenderTerms, currency: string): Tender {
  const terms: Terms = { ...agreed, currency, instrument: reference };
  if (terms.amount > 0) return { status: 'declared', terms };
  return { status: 'settled', terms, funds: { ...NO_FUNDS, providerReference: 'nothing-to-pay' } };
}

function extending(tender: Tender): Tender {
  return { ...tender, terms: { ...tender.terms, extension: true } };
}

function withExtension(payment: Started, extensionId: string, extension: Extension): Started {
  return { ...payment, extensions: { ...payment.extensions, [extensionId]: extension } };
}

function withTender(payment: Started, event: TenderEvent, at: string): Started {
  const known = payment.tenders.some((tender) => tender.terms.tenderId === event.tenderId);
  const tenders =
    !known && event.type === 'UndeclaredPaymentReceived' ? [...payment.tenders, undeclared(event)] : payment.tenders;
  return {
    ...payment,
    tenders: tenders.map((tender) =>
      tender.terms.tenderId === event.tenderId ? evolveTender(tender, event, at) : tender,
    ),
  };
}

function undeclared({ tenderId, amount, currency }: UndeclaredPaymentReceived): Tender {
  const terms: Terms = {
    tenderId,
    method: 'other',
    amount,
    currency,
    capture: 'manual',
    heldBy: 'psp',
    undeclared: true,
  };
  return { status: 'declared', terms };
}

function withStatus(payment: Started, status: Exclude<PaymentStatus, 'none' | 'declining' | 'declined'>): Started {
  return { ...payment, status };
}

function begin(payment: Started, wish: { kind: 'capture' | 'refund'; id: string; amount: number }): Started {
  const running: Running = { ...wish, done: 0, failed: [] };
  return startRunning(noteAsked(payment, wish.kind, wish.id, wish.amount), running);
}

function wishOf({ request, requestId = '', amount = 0, reason = '' }: Of<'PaymentRequestQueued'>): Wish {
  return request === 'release' ? { kind: request, reason } : { kind: request, id: requestId, amount };
}

function isGivingBack(payment: Started, tenderId: string): boolean {
  if (payment.status === 'declining' || payment.status === 'releasing') return true;
  return concernsUndeclared(payment, tenderId);
}

function concernsUndeclared(payment: Started, tenderId: string): boolean {
  return payment.tenders.some((tender) => tender.terms.tenderId === tenderId && isUndeclared(tender));
}

function closeInquiry(payment: Started, tenderId: string, inquiryId: string): Started {
  if (payment.inquiries[tenderId] !== inquiryId) return payment;
  const { [tenderId]: _, ...inquiries } = payment.inquiries;
  const busy = payment.tenders.some((tender) => tender.terms.tenderId === tenderId && 'operation' in tender);
  return { ...payment, inquiries, recheck: busy ? [...payment.recheck, tenderId] : payment.recheck };
}

function withCapture(payment: Started, tenderId: string, amount: number): Started {
  if (concernsUndeclared(payment, tenderId)) return payment;
  return { ...payment, captures: [...payment.captures, { tenderId, amount, refunded: 0 }] };
}

/** Takes a refund off the tender's newest captures. */
function withRefund(payment: Started, tenderId: string, amount: number): Started {
  let open = amount;
  const captures: Capture[] = [];
  for (const capture of payment.captures.toReversed()) {
    const part = capture.tenderId === tenderId ? Math.min(open, capture.amount - capture.refunded) : 0;
    open -= part;
    captures.unshift(part === 0 ? capture : { ...capture, refunded: capture.refunded + part });
  }
  return { ...payment, captures };
}
