import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { CurrencyCode, Doc, FreeKey, MinorAmount, OneOf, OpaqueId, Optional, Text, Timestamp } from '../vocabulary';

const topic = 'payments.payment.v1';
const readers = ['orders', 'payments'];
const tender = { paymentId: 'pay_1', orderId: 'ord_1', tenderId: 't1' };

/** What a provider's notice can say; `other` is kept and says nothing about money. */
export const NOTICE_KINDS = ['authorised', 'captured', 'declined', 'voided', 'refunded', 'other'] as const;

/** What a provider says about a payment when it is asked; `absent`: it does not know it. */
export const PROVIDER_STATUSES = ['pending', 'authorised', 'captured', 'declined', 'voided', 'absent'] as const;

@Doc('A provider told us something, signed. A hint: the provider is asked before money is believed.')
@EventContract<ProviderNoticeReceived>({
  topic: 'payments.notice.v1',
  readers: ['payments'],
  example: {
    provider: 'psp',
    noticeId: 'evt_1',
    paymentId: 'pay_1',
    orderId: 'ord_1',
    tenderReference: 'aut_1',
    providerReference: 'psp_1',
    kind: 'captured',
    amount: 4990,
    captured: 4990,
    refunded: 0,
    currency: 'EUR',
    occurredAt: '2026-01-31T09:30:00Z',
  },
})
export class ProviderNoticeReceived extends DomainEvent {
  readonly type = 'ProviderNoticeReceived';
  @Text(40) provider!: string;
  @FreeKey() noticeId!: string;
  @Optional() @OpaqueId() paymentId?: string;
  @Optional() @OpaqueId() orderId?: string;
  @Doc('Our reference, as the provider repeats it.') @Optional() @FreeKey() tenderReference?: string;
  @FreeKey() providerReference!: string;
  @OneOf(NOTICE_KINDS) kind!: (typeof NOTICE_KINDS)[number];
  @MinorAmount() amount!: number;
  @Doc('Captured in all.') @Optional() @MinorAmount() captured?: number;
  @Doc('Refunded in all.') @Optional() @MinorAmount() refunded?: number;
  @CurrencyCode() currency!: string;
  @Timestamp() occurredAt!: string;

  constructor(fields: Fields<ProviderNoticeReceived>) {
    super(fields);
  }
}

@Doc('Intent: the provider is to be asked how a payment stands.')
@EventContract<TenderInquiryRequested>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, inquiryId: 'inq_1', noticeId: 'evt_1', reference: 'aut_1', providerReference: 'psp_1' },
})
export class TenderInquiryRequested extends DomainEvent {
  readonly type = 'TenderInquiryRequested';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @Doc('A tender of the order, or the id given to a payment that nobody declared.') @OpaqueId() tenderId!: string;
  @OpaqueId() inquiryId!: string;
  @Doc('The notice that made us ask.') @Optional() @FreeKey() noticeId?: string;
  @Doc('Our reference at the provider.') @Optional() @FreeKey() reference?: string;
  @Optional() @FreeKey() providerReference?: string;

  constructor(fields: Fields<TenderInquiryRequested>) {
    super(fields);
  }
}

@Doc('The provider answered an inquiry. What follows from the answer is recorded beside it.')
@EventContract<TenderInquiryAnswered>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, inquiryId: 'inq_1', status: 'captured' },
})
export class TenderInquiryAnswered extends DomainEvent {
  readonly type = 'TenderInquiryAnswered';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @OpaqueId() inquiryId!: string;
  @OneOf(PROVIDER_STATUSES) status!: (typeof PROVIDER_STATUSES)[number];

  constructor(fields: Fields<TenderInquiryAnswered>) {
    super(fields);
  }
}

@Doc('Money came for the order that no tender declared. It goes back.')
@EventContract<UndeclaredPaymentReceived>({
  topic,
  key: 'orderId',
  readers,
  example: {
    ...tender,
    tenderId: 'und_1',
    providerReference: 'psp_2',
    amount: 500,
    captured: 500,
    currency: 'EUR',
    method: 'card',
  },
})
export class UndeclaredPaymentReceived extends DomainEvent {
  readonly type = 'UndeclaredPaymentReceived';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @Doc('The id that this payment is handled under.') @OpaqueId() tenderId!: string;
  @FreeKey() providerReference!: string;
  @MinorAmount() amount!: number;
  @Doc('The part of amount that is captured; each capture and refund of it is recorded like any other.')
  @MinorAmount()
  captured!: number;
  @CurrencyCode() currency!: string;
  @Optional() @Text(64) method?: string;

  constructor(fields: Fields<UndeclaredPaymentReceived>) {
    super(fields);
  }
}

@Doc('An undeclared payment was given back.')
@EventContract<UndeclaredPaymentReturned>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, tenderId: 'und_1', providerReference: 'psp_2', voided: 0, refunded: 500 },
})
export class UndeclaredPaymentReturned extends DomainEvent {
  readonly type = 'UndeclaredPaymentReturned';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @FreeKey() providerReference!: string;
  @MinorAmount() voided!: number;
  @MinorAmount() refunded!: number;

  constructor(fields: Fields<UndeclaredPaymentReturned>) {
    super(fields);
  }
}
