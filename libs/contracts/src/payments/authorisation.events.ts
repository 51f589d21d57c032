import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { TENDER_METHODS, type TenderMethod } from '../shared';
import { CurrencyCode, Doc, FreeKey, MinorAmount, OneOf, OpaqueId, Optional, Text, Timestamp } from '../vocabulary';

const topic = 'payments.payment.v1';
const readers = ['orders', 'payments'];
const tender = { paymentId: 'pay_1', orderId: 'ord_1', tenderId: 't1' };

@Doc('Intent: the provider is to be asked for this tender.')
@EventContract<TenderAuthorisationRequested>({
  topic,
  key: 'orderId',
  readers,
  example: {
    ...tender,
    method: 'card',
    amount: 4990,
    currency: 'EUR',
    capture: 'manual',
    reference: 'aut_1',
    instrument: 'tok_1',
    occurredAt: '2026-01-31T09:30:00Z',
  },
})
export class TenderAuthorisationRequested extends DomainEvent {
  readonly type = 'TenderAuthorisationRequested';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @OneOf(TENDER_METHODS) method!: TenderMethod;
  @MinorAmount() amount!: number;
  @CurrencyCode() currency!: string;
  @OneOf(['manual', 'immediate']) capture!: 'manual' | 'immediate';
  @Doc('Our reference at the provider, and the idempotency key of the call.') @OpaqueId() reference!: string;
  @Doc('The voucher or token that the order named.') @Optional() @FreeKey() instrument?: string;
  @Optional() @Timestamp() occurredAt?: string;

  constructor(fields: Fields<TenderAuthorisationRequested>) {
    super(fields);
  }
}

@Doc('The provider took the request and will decide later.')
@EventContract<TenderAuthorisationPending>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, providerReference: 'psp_1' },
})
export class TenderAuthorisationPending extends DomainEvent {
  readonly type = 'TenderAuthorisationPending';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @FreeKey() providerReference!: string;

  constructor(fields: Fields<TenderAuthorisationPending>) {
    super(fields);
  }
}

@Doc('The provider holds this amount for us; nothing is captured yet.')
@EventContract<TenderAuthorised>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, providerReference: 'psp_1', amount: 4990, occurredAt: '2026-01-31T09:30:00Z' },
})
export class TenderAuthorised extends DomainEvent {
  readonly type = 'TenderAuthorised';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @FreeKey() providerReference!: string;
  @MinorAmount() amount!: number;
  @Optional() @Timestamp() occurredAt?: string;

  constructor(fields: Fields<TenderAuthorised>) {
    super(fields);
  }
}

@Doc('Authorised and captured at once, or paid at a marketplace. A PaymentCaptured announces the money.')
@EventContract<TenderPaid>({
  topic,
  key: 'orderId',
  readers,
  example: {
    ...tender,
    providerReference: 'psp_1',
    amount: 4990,
    reference: 'cpt_1',
    occurredAt: '2026-01-31T09:30:00Z',
  },
})
export class TenderPaid extends DomainEvent {
  readonly type = 'TenderPaid';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @Doc('Absent where a marketplace holds the money and named no payment.')
  @Optional()
  @FreeKey()
  providerReference?: string;
  @MinorAmount() amount!: number;
  @Doc('How the provider names the capture, where that is not our reference of the authorisation.')
  @Optional()
  @FreeKey()
  reference?: string;
  @Optional() @Timestamp() occurredAt?: string;

  constructor(fields: Fields<TenderPaid>) {
    super(fields);
  }
}

@Doc('The provider refused this tender.')
@EventContract<TenderDeclined>({ topic, key: 'orderId', readers, example: { ...tender, reason: 'insufficient-funds' } })
export class TenderDeclined extends DomainEvent {
  readonly type = 'TenderDeclined';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @Text(200) reason!: string;

  constructor(fields: Fields<TenderDeclined>) {
    super(fields);
  }
}
