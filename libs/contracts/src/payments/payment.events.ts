import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { TENDER_METHODS, type TenderMethod } from '../shared';
import { CurrencyCode, Doc, FreeKey, MinorAmount, NestedList, OneOf, OpaqueId, Optional, Text } from '../vocabulary';

const topic = 'payments.payment.v1';
const readers = ['orders', 'payments'];
const payment = { paymentId: 'pay_1', orderId: 'ord_1' };

@Doc('One means of payment that the order declared.')
export class TenderTerms {
  @OpaqueId() tenderId!: string;
  @OneOf(TENDER_METHODS) method!: TenderMethod;
  @MinorAmount() amount!: number;
  @Doc('The voucher, token or payment that the order named; never a card number.')
  @Optional()
  @FreeKey()
  reference?: string;
  @OneOf(['manual', 'immediate']) capture!: 'manual' | 'immediate';
  @Doc('marketplace: was paid there; nothing is asked of a provider, only the books are kept.')
  @OneOf(['psp', 'marketplace'])
  heldBy!: 'psp' | 'marketplace';
}

@Doc('A payment began: these tenders are to cover this total.')
@EventContract<PaymentStarted>({
  topic,
  key: 'orderId',
  readers,
  example: {
    ...payment,
    currency: 'EUR',
    total: 4990,
    tenders: [{ tenderId: 't1', method: 'card', amount: 4990, reference: 'tok_1', capture: 'manual', heldBy: 'psp' }],
  },
})
export class PaymentStarted extends DomainEvent {
  readonly type = 'PaymentStarted';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @CurrencyCode() currency!: string;
  @MinorAmount() total!: number;
  @NestedList(() => TenderTerms, { max: 50 }) tenders!: TenderTerms[];

  constructor(fields: Fields<PaymentStarted>) {
    super(fields);
  }
}

@Doc('The declared tenders cover the total. What was captured already is also announced by PaymentCaptured.')
@EventContract<PaymentAuthorised>({
  topic,
  key: 'orderId',
  readers,
  example: { ...payment, amount: 4990, captured: 0 },
})
export class PaymentAuthorised extends DomainEvent {
  readonly type = 'PaymentAuthorised';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @MinorAmount() amount!: number;
  @Doc('The part of amount that is captured already.') @MinorAmount() captured!: number;

  constructor(fields: Fields<PaymentAuthorised>) {
    super(fields);
  }
}

@Doc('A tender was declined and the others were given back. Final.')
@EventContract<PaymentDeclined>({
  topic,
  key: 'orderId',
  readers,
  example: { ...payment, reason: 'insufficient-funds', tenderId: 't1' },
})
export class PaymentDeclined extends DomainEvent {
  readonly type = 'PaymentDeclined';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @Text(200) reason!: string;
  @Optional() @OpaqueId() tenderId?: string;

  constructor(fields: Fields<PaymentDeclined>) {
    super(fields);
  }
}

/** What orders can ask of a payment after it began. */
export const PAYMENT_REQUESTS = ['capture', 'refund', 'release'] as const;

@Doc('Asked while something else was still open: done when that has ended, in order.')
@EventContract<PaymentRequestQueued>({
  topic,
  key: 'orderId',
  readers,
  example: { ...payment, request: 'capture', requestId: 'cap_1', amount: 4990, reason: 'order-cancelled' },
})
export class PaymentRequestQueued extends DomainEvent {
  readonly type = 'PaymentRequestQueued';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OneOf(PAYMENT_REQUESTS) request!: (typeof PAYMENT_REQUESTS)[number];
  @Doc('captureId or refundId.') @Optional() @OpaqueId() requestId?: string;
  @Optional() @MinorAmount() amount?: number;
  @Optional() @Text(200) reason?: string;

  constructor(fields: Fields<PaymentRequestQueued>) {
    super(fields);
  }
}

@Doc('The order needs no more money: what is authorised is being voided.')
@EventContract<PaymentReleaseStarted>({
  topic,
  key: 'orderId',
  readers,
  example: { ...payment, reason: 'order-cancelled' },
})
export class PaymentReleaseStarted extends DomainEvent {
  readonly type = 'PaymentReleaseStarted';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @Text(200) reason!: string;

  constructor(fields: Fields<PaymentReleaseStarted>) {
    super(fields);
  }
}

@Doc('Nothing is authorised any more. Refunded: captured money given back because the payment was never confirmed.')
@EventContract<PaymentReleased>({ topic, key: 'orderId', readers, example: { ...payment, voided: 4990, refunded: 0 } })
export class PaymentReleased extends DomainEvent {
  readonly type = 'PaymentReleased';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @MinorAmount() voided!: number;
  @MinorAmount() refunded!: number;

  constructor(fields: Fields<PaymentReleased>) {
    super(fields);
  }
}
