import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { CurrencyCode, Doc, FreeKey, MinorAmount, OpaqueId, Optional, Text } from '../vocabulary';

const topic = 'payments.payment.v1';
const readers = ['orders', 'payments'];
const tender = { paymentId: 'pay_1', orderId: 'ord_1', tenderId: 't1' };

@Doc('Intent: what is authorised and not captured is to be let go.')
@EventContract<TenderVoidRequested>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, providerReference: 'psp_1', amount: 4990, captured: 0, reference: 'voi_1' },
})
export class TenderVoidRequested extends DomainEvent {
  readonly type = 'TenderVoidRequested';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @FreeKey() providerReference!: string;
  @Doc('What is left of the authorisation; 0 where the provider has not decided yet.')
  @MinorAmount()
  amount!: number;
  @Doc('What is captured of it; more by the time of the void means that the void came too late.')
  @MinorAmount()
  captured!: number;
  @Doc('Our reference at the provider, and the idempotency key of the call.') @OpaqueId() reference!: string;

  constructor(fields: Fields<TenderVoidRequested>) {
    super(fields);
  }
}

@Doc('Nothing of this tender is authorised any more.')
@EventContract<TenderVoided>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, amount: 4990, reason: 'expired' },
})
export class TenderVoided extends DomainEvent {
  readonly type = 'TenderVoided';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @MinorAmount() amount!: number;
  @Doc('Where the provider let it go without being asked.') @Optional() @Text(200) reason?: string;

  constructor(fields: Fields<TenderVoided>) {
    super(fields);
  }
}

@Doc('Intent: this much of a captured tender is to be given back.')
@EventContract<TenderRefundRequested>({
  topic,
  key: 'orderId',
  readers,
  example: {
    ...tender,
    refundId: 'ref_1',
    providerReference: 'psp_1',
    amount: 1000,
    requested: 1500,
    currency: 'EUR',
    reference: 'rfd_1',
  },
})
export class TenderRefundRequested extends DomainEvent {
  readonly type = 'TenderRefundRequested';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @OpaqueId() refundId!: string;
  @FreeKey() providerReference!: string;
  @MinorAmount() amount!: number;
  @Doc('What the whole refund is to give back, over all tenders.') @MinorAmount() requested!: number;
  @CurrencyCode() currency!: string;
  @Doc('Our reference at the provider, and the idempotency key of the call.') @OpaqueId() reference!: string;

  constructor(fields: Fields<TenderRefundRequested>) {
    super(fields);
  }
}

@Doc('This much of a captured tender was given back.')
@EventContract<TenderRefunded>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, refundId: 'ref_1', amount: 1000, reference: 'by-hand-8' },
})
export class TenderRefunded extends DomainEvent {
  readonly type = 'TenderRefunded';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @OpaqueId() refundId!: string;
  @MinorAmount() amount!: number;
  @Doc('How the provider names a refund that we did not ask for.') @Optional() @FreeKey() reference?: string;

  constructor(fields: Fields<TenderRefunded>) {
    super(fields);
  }
}

@Doc('The provider refused to give this part back; it is taken from another capture where one is left.')
@EventContract<TenderRefundFailed>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, refundId: 'ref_1', amount: 1000, reason: 'card-closed' },
})
export class TenderRefundFailed extends DomainEvent {
  readonly type = 'TenderRefundFailed';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @OpaqueId() refundId!: string;
  @MinorAmount() amount!: number;
  @Text(200) reason!: string;

  constructor(fields: Fields<TenderRefundFailed>) {
    super(fields);
  }
}

@Doc('A refund ended. Every refunded minor unit of declared tenders is announced by exactly one PaymentRefunded.')
@EventContract<PaymentRefunded>({
  topic,
  key: 'orderId',
  readers,
  example: { paymentId: 'pay_1', orderId: 'ord_1', refundId: 'ref_1', amount: 1500, shortfall: 0 },
})
export class PaymentRefunded extends DomainEvent {
  readonly type = 'PaymentRefunded';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @Doc('The refundId asked for; an id of payments where money went back because the payment was never confirmed.')
  @OpaqueId()
  refundId!: string;
  @Doc('What was given back: less than asked for where no more was captured, down to 0.')
  @MinorAmount()
  amount!: number;
  @Doc('What was asked for and could not be given back.') @Optional() @MinorAmount() shortfall?: number;

  constructor(fields: Fields<PaymentRefunded>) {
    super(fields);
  }
}
