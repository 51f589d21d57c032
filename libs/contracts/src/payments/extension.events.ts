import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Doc, MinorAmount, Nested, OpaqueId, Text } from '../vocabulary';
import { TenderTerms } from './payment.events';

const topic = 'payments.payment.v1';
const readers = ['orders', 'payments'];
const named = { paymentId: 'pay_1', orderId: 'ord_1', extensionId: 'chg_1' };

@Doc('An authorised payment is to cover more: by one more tender.')
@EventContract<PaymentExtensionStarted>({
  topic,
  key: 'orderId',
  readers,
  example: { ...named, tender: { tenderId: 'chg_1', method: 'card', amount: 990, capture: 'manual', heldBy: 'psp' } },
})
export class PaymentExtensionStarted extends DomainEvent {
  readonly type = 'PaymentExtensionStarted';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() extensionId!: string;
  @Nested(() => TenderTerms) tender!: TenderTerms;

  constructor(fields: Fields<PaymentExtensionStarted>) {
    super(fields);
  }
}

@Doc('The payment covers `amount` more. What was captured of it already is also announced by PaymentCaptured.')
@EventContract<PaymentExtended>({ topic, key: 'orderId', readers, example: { ...named, amount: 990, captured: 0 } })
export class PaymentExtended extends DomainEvent {
  readonly type = 'PaymentExtended';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() extensionId!: string;
  @MinorAmount() amount!: number;
  @MinorAmount() captured!: number;

  constructor(fields: Fields<PaymentExtended>) {
    super(fields);
  }
}

@Doc('The payment covers what it covered before.')
@EventContract<PaymentExtensionDeclined>({
  topic,
  key: 'orderId',
  readers,
  example: { ...named, reason: 'insufficient-funds' },
})
export class PaymentExtensionDeclined extends DomainEvent {
  readonly type = 'PaymentExtensionDeclined';
  @OpaqueId() paymentId!: string;
  @OpaqueId() orderId!: string;
  @OpaqueId() extensionId!: string;
  @Text(200) reason!: string;

  constructor(fields: Fields<PaymentExtensionDeclined>) {
    super(fields);
  }
}
