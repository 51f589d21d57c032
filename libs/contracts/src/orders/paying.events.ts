import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import {
  CurrencyCode,
  Doc,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Text,
  Timestamp,
} from '../vocabulary';
import { EXAMPLE_ORDER, EXAMPLE_PAYMENT, EXAMPLE_TENDERS, EXAMPLE_TIME } from './examples';
import { DeclaredTender } from './order-parts';

const topic = 'orders.order.v1';
const named = { orderId: EXAMPLE_ORDER, paymentId: EXAMPLE_PAYMENT };

export const PAYMENT_UPDATES = [
  'authorised',
  'declined',
  'captured',
  'refunded',
  'released',
  'extended',
  'extension_declined',
] as const;
export type PaymentUpdate = (typeof PAYMENT_UPDATES)[number];

@Doc('Authorise these tenders; together they cover `total`. Answered by PaymentAuthorised or PaymentDeclined.')
@EventContract<PaymentRequested>({
  topic,
  key: 'orderId',
  readers: ['payments', 'orders'],
  example: {
    ...named,
    currency: 'BRL',
    total: 10_730,
    tenders: EXAMPLE_TENDERS,
    payBy: '2026-03-02T09:45:00.000Z',
    occurredAt: EXAMPLE_TIME,
  },
})
export class PaymentRequested extends DomainEvent {
  readonly type = 'PaymentRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() paymentId!: string;
  @CurrencyCode() currency!: string;
  @MinorAmount() total!: number;
  @NestedList(() => DeclaredTender, { min: 1, max: 50 }) tenders!: DeclaredTender[];
  @Timestamp()
  @Doc('Without an answer by then the order is cancelled and the payment released. A hold of the order puts it off.')
  payBy!: string;
  @Optional() @Timestamp() @Doc('When the order was bought.') occurredAt?: string;

  constructor(fields: Fields<PaymentRequested>) {
    super(fields);
  }
}

@Doc('The declared tenders cover the total; what is wanted can be sent.')
@EventContract<OrderConfirmed>({ topic, key: 'orderId', readers: ['orders'], example: { ...named, captured: 0 } })
export class OrderConfirmed extends DomainEvent {
  readonly type = 'OrderConfirmed';
  @OpaqueId() orderId!: string;
  @OpaqueId() paymentId!: string;
  @MinorAmount() @Doc('What payments took at once; each part is told by a PaymentCaptured too.') captured!: number;

  constructor(fields: Fields<OrderConfirmed>) {
    super(fields);
  }
}

@Doc('Take this much: the value of what was handed over. Answered by PaymentCaptured with what could be taken.')
@EventContract<PaymentCaptureRequested>({
  topic,
  key: 'orderId',
  readers: ['payments', 'orders'],
  example: { ...named, captureId: 'cap_2v7r4j', amount: 10_730 },
})
export class PaymentCaptureRequested extends DomainEvent {
  readonly type = 'PaymentCaptureRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() paymentId!: string;
  @OpaqueId() captureId!: string;
  @MinorAmount() amount!: number;

  constructor(fields: Fields<PaymentCaptureRequested>) {
    super(fields);
  }
}

@Doc(
  'Authorise one more tender for an order that is worth more now. Answered by PaymentExtended or PaymentExtensionDeclined.',
)
@EventContract<PaymentExtensionRequested>({
  topic,
  key: 'orderId',
  readers: ['payments', 'orders'],
  example: {
    ...named,
    extensionId: 'chg_8m3v5q',
    tender: { ...EXAMPLE_TENDERS[0]!, tenderId: 'chg_8m3v5q', amount: 2_990 },
    payBy: '2026-03-02T09:45:00.000Z',
  },
})
export class PaymentExtensionRequested extends DomainEvent {
  readonly type = 'PaymentExtensionRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() paymentId!: string;
  @OpaqueId() extensionId!: string;
  @Nested(() => DeclaredTender) tender!: DeclaredTender;
  @Timestamp()
  @Doc('Without an answer by then the change that needs it is given up. A hold of the order puts it off.')
  payBy!: string;

  constructor(fields: Fields<PaymentExtensionRequested>) {
    super(fields);
  }
}

@Doc('Nothing more will be taken: void what is authorised and not captured. Answered by PaymentReleased.')
@EventContract<PaymentReleaseRequested>({
  topic,
  key: 'orderId',
  readers: ['payments', 'orders'],
  example: { ...named, reason: 'order-cancelled' },
})
export class PaymentReleaseRequested extends DomainEvent {
  readonly type = 'PaymentReleaseRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() paymentId!: string;
  @Text(200) reason!: string;

  constructor(fields: Fields<PaymentReleaseRequested>) {
    super(fields);
  }
}

@Doc('Give this much of what was captured back. Answered by PaymentRefunded with what could be given back.')
@EventContract<RefundRequested>({
  topic,
  key: 'orderId',
  readers: ['payments', 'orders'],
  example: { ...named, refundId: 'rfd_6n3x8k', amount: 4_990, returnId: 'ret_4c8w2q', reason: 'returned' },
})
export class RefundRequested extends DomainEvent {
  readonly type = 'RefundRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() paymentId!: string;
  @OpaqueId() refundId!: string;
  @MinorAmount() amount!: number;
  @Optional() @OpaqueId() returnId?: string;
  @Text(200) reason!: string;

  constructor(fields: Fields<RefundRequested>) {
    super(fields);
  }
}

@Doc('Payments told what became of the money; `reference` is the capture, refund or payment.')
@EventContract<OrderPaymentUpdated>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { orderId: EXAMPLE_ORDER, kind: 'captured', amount: 10_730, reference: 'cap_2v7r4j' },
})
export class OrderPaymentUpdated extends DomainEvent {
  readonly type = 'OrderPaymentUpdated';
  @OpaqueId() orderId!: string;
  @OneOf(PAYMENT_UPDATES) kind!: PaymentUpdate;
  @MinorAmount() amount!: number;
  @OpaqueId() reference!: string;

  constructor(fields: Fields<OrderPaymentUpdated>) {
    super(fields);
  }
}
