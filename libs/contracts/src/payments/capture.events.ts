import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { CurrencyCode, Doc, FreeKey, MinorAmount, OpaqueId, Optional, Text } from '../vocabulary';

const topic = 'payments.payment.v1';
const readers = ['orders', 'payments'];
const tender = { paymentId: 'pay_1', orderId: 'ord_1', tenderId: 't1' };

@Doc('Intent: this part of an authorised tender is to be captured.')
@EventContract<TenderCaptureRequested>({
  topic,
  key: 'orderId',
  readers,
  example: {
    ...tender,
    captureId: 'cap_1',
    providerReference: 'psp_1',
    amount: 2990,
    requested: 4990,
    currency: 'EUR',
    reference: 'cpt_1',
  },
})
export class TenderCaptureRequested extends DomainEvent {
  readonly type = 'TenderCaptureRequested';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @OpaqueId() captureId!: string;
  @FreeKey() providerReference!: string;
  @MinorAmount() amount!: number;
  @Doc('What the whole capture is to bring, over all tenders.') @MinorAmount() requested!: number;
  @CurrencyCode() currency!: string;
  @Doc('Our reference at the provider, and the idempotency key of the call.') @OpaqueId() reference!: string;

  constructor(fields: Fields<TenderCaptureRequested>) {
    super(fields);
  }
}

@Doc('The provider captured this much of a tender.')
@EventContract<TenderCaptured>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, captureId: 'cap_1', amount: 2990, reference: 'by-hand-7' },
})
export class TenderCaptured extends DomainEvent {
  readonly type = 'TenderCaptured';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @OpaqueId() captureId!: string;
  @MinorAmount() amount!: number;
  @Doc('How the provider names a capture that we did not ask for.') @Optional() @FreeKey() reference?: string;

  constructor(fields: Fields<TenderCaptured>) {
    super(fields);
  }
}

@Doc('The provider refused to capture this part; another tender takes it over where one is left.')
@EventContract<TenderCaptureFailed>({
  topic,
  key: 'orderId',
  readers,
  example: { ...tender, captureId: 'cap_1', amount: 2990, reason: 'authorisation-expired' },
})
export class TenderCaptureFailed extends DomainEvent {
  readonly type = 'TenderCaptureFailed';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() tenderId!: string;
  @OpaqueId() captureId!: string;
  @MinorAmount() amount!: number;
  @Text(200) reason!: string;

  constructor(fields: Fields<TenderCaptureFailed>) {
    super(fields);
  }
}

@Doc('A capture ended. Every captured minor unit is announced by exactly one PaymentCaptured.')
@EventContract<PaymentCaptured>({
  topic,
  key: 'orderId',
  readers,
  example: { paymentId: 'pay_1', orderId: 'ord_1', captureId: 'cap_1', amount: 4990, shortfall: 0 },
})
export class PaymentCaptured extends DomainEvent {
  readonly type = 'PaymentCaptured';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @Doc('The captureId asked for; the tenderId where a tender was captured when it was authorised.')
  @OpaqueId()
  captureId!: string;
  @Doc('What was captured: less than asked for where no more was authorised, down to 0.')
  @MinorAmount()
  amount!: number;
  @Doc('What was asked for and could not be captured.') @Optional() @MinorAmount() shortfall?: number;

  constructor(fields: Fields<PaymentCaptured>) {
    super(fields);
  }
}
