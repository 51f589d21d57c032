import type {
  LedgerPosted,
  PaymentAuthorised,
  PaymentCaptured,
  PaymentDeclined,
  PaymentExtended,
  PaymentExtensionDeclined,
  PaymentExtensionStarted,
  PaymentRefunded,
  PaymentReleased,
  PaymentReleaseStarted,
  PaymentRequestQueued,
  PaymentStarted,
  TenderInquiryAnswered,
  TenderInquiryRequested,
} from '@entrepot/contracts/payments';
import { defineStream, DomainError, type RecordedAt } from '@entrepot/kernel';
import { evolvePayment } from './payment-fold';
import { isUndeclared, type Tender } from './tender';
import type { TenderEvent } from './tender-fold';

/** Something that orders ask of a payment after it began. */
export type Wish =
  | { readonly kind: 'capture' | 'refund'; readonly id: string; readonly amount: number }
  | { readonly kind: 'release'; readonly reason: string };

/** The wish that is being worked on; the others wait. */
export type Running =
  | {
      readonly kind: 'capture' | 'refund';
      readonly id: string;
      readonly amount: number;
      readonly done: number;
      /** Tenders that the provider refused to do it with. */
      readonly failed: readonly string[];
    }
  | { readonly kind: 'release'; readonly voided: number };

/** One more tender for a payment that is authorised already. */
export interface Extension {
  readonly status: 'open' | 'extended' | 'declined';
  readonly tenderId?: string;
  readonly amount: number;
}

/** Money taken from a tender; the list is in order of capture. */
export interface Capture {
  readonly tenderId: string;
  readonly amount: number;
  readonly refunded: number;
}

interface Started {
  readonly paymentId: string;
  readonly orderId: string;
  readonly currency: string;
  /** What it covers, accepted extensions included. */
  readonly total: number;
  /** In declared order; payments that nobody declared come behind. */
  readonly tenders: readonly Tender[];
  readonly captures: readonly Capture[];
  /** Amount of every capture and refund that was ever asked for, by `capture:<id>` and `refund:<id>`. */
  readonly asked: Readonly<Record<string, number>>;
  readonly queue: readonly Wish[];
  /** By extensionId. */
  readonly extensions: Readonly<Record<string, Extension>>;
  readonly running?: Running;
  /** The open inquiry of a tender, by tender. */
  readonly inquiries: Readonly<Record<string, string>>;
  /** Tenders to inquire about again once their operation has ended. */
  readonly recheck: readonly string[];
}

export interface Refusal {
  readonly tenderId?: string | undefined;
  readonly reason: string;
}

/** Tenders are with the provider. */
export interface AuthorisingPayment extends Started {
  readonly status: 'authorising';
}
/** The tenders cover the total. */
export interface AuthorisedPayment extends Started {
  readonly status: 'authorised';
}
/** A tender was refused; the others are being given back. */
export interface DecliningPayment extends Started {
  readonly status: 'declining';
  readonly refusal: Refusal;
}
export interface DeclinedPayment extends Started {
  readonly status: 'declined';
  readonly refusal: Refusal;
}
/** Nobody wants it any more, and it was never confirmed: everything is being given back. */
export interface ReleasingPayment extends Started {
  readonly status: 'releasing';
}
export interface ReleasedPayment extends Started {
  readonly status: 'released';
}

export type StartedPayment =
  AuthorisingPayment | AuthorisedPayment | DecliningPayment | DeclinedPayment | ReleasingPayment | ReleasedPayment;
export type Payment = { readonly status: 'none' } | StartedPayment;
export type PaymentStatus = Payment['status'];

export type PaymentEvent =
  | PaymentStarted
  | PaymentAuthorised
  | PaymentDeclined
  | PaymentExtensionStarted
  | PaymentExtended
  | PaymentExtensionDeclined
  | PaymentRequestQueued
  | PaymentReleaseStarted
  | PaymentReleased
  | PaymentCaptured
  | PaymentRefunded
  | TenderInquiryRequested
  | TenderInquiryAnswered
  | LedgerPosted
  | TenderEvent;

export const NO_PAYMENT: Payment = { status: 'none' };

export const PaymentStream = defineStream<Payment, PaymentEvent>({
  kind: 'payment',
  initial: NO_PAYMENT,
  evolve: (payment: Payment, event: PaymentEvent, at: RecordedAt) => evolvePayment(payment, event, at.at),
});

/** The payment, or a refusal when it has not begun: an event about it may be early. */
export function started(payment: Payment, paymentId: string): StartedPayment {
  if (payment.status === 'none') throw new DomainError('payment.not-found', { paymentId });
  return payment;
}

export function tenderOf(payment: StartedPayment, tenderId: string): Tender | undefined {
  return payment.tenders.find((tender) => tender.terms.tenderId === tenderId);
}

export function declaredTenders(payment: StartedPayment): Tender[] {
  return payment.tenders.filter((tender) => !isUndeclared(tender));
}
