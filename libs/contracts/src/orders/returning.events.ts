import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { OrderLineQuantity } from '../shared';
import { Doc, MinorAmount, NestedList, OneOf, OpaqueId, Optional, Text } from '../vocabulary';
import { EXAMPLE_ORDER } from './examples';

const topic = 'orders.order.v1';
const named = { orderId: EXAMPLE_ORDER, returnId: 'ret_4c8w2q' };

@Doc('These pieces came back and were inspected; `amount` is what the customer gets back for them.')
@EventContract<OrderLinesReturned>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { ...named, lines: [{ lineId: '1', quantity: 1 }], amount: 4_740 },
})
export class OrderLinesReturned extends DomainEvent {
  readonly type = 'OrderLinesReturned';
  @OpaqueId() orderId!: string;
  @OpaqueId() returnId!: string;
  @NestedList(() => OrderLineQuantity, { min: 1, max: 500 }) lines!: OrderLineQuantity[];
  @MinorAmount() amount!: number;
  @Optional()
  @MinorAmount()
  @Doc('What of their worth is kept: by deductions, or for a replacement.')
  withheld?: number;
  @Optional() @OpaqueId() @Doc('The order that replaces them; then no money goes back.') replacedBy?: string;

  constructor(fields: Fields<OrderLinesReturned>) {
    super(fields);
  }
}

export const EXCHANGE_OUTCOMES = ['confirmed', 'failed'] as const;
export type ExchangeOutcome = (typeof EXCHANGE_OUTCOMES)[number];

@Doc(
  'What became of the order that replaces what came back: it is on its way, or it will not be, and the money is given back.',
)
@EventContract<ExchangeAnswered>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { orderId: 'ord_2k9f3m', originalOrderId: EXAMPLE_ORDER, returnId: 'ret_4c8w2q', outcome: 'confirmed' },
})
export class ExchangeAnswered extends DomainEvent {
  readonly type = 'ExchangeAnswered';
  @OpaqueId() @Doc('The replacement.') orderId!: string;
  @OpaqueId() originalOrderId!: string;
  @OpaqueId() returnId!: string;
  @OneOf(EXCHANGE_OUTCOMES) outcome!: ExchangeOutcome;
  @Optional() @Text(200) @Doc('Why it failed.') reason?: string;

  constructor(fields: Fields<ExchangeAnswered>) {
    super(fields);
  }
}

@Doc(
  'Part of a replacement will not be with the customer: it was lost, cancelled, or sent back. What is kept for it is given back. Nothing is said twice.',
)
@EventContract<ExchangeReduced>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: {
    ...{ orderId: 'ord_2k9f3m', originalOrderId: EXAMPLE_ORDER, returnId: 'ret_4c8w2q' },
    ...{ lines: [{ lineId: '1', quantity: 1 }], reason: 'lost' },
  },
})
export class ExchangeReduced extends DomainEvent {
  readonly type = 'ExchangeReduced';
  @OpaqueId() @Doc('The replacement.') orderId!: string;
  @OpaqueId() originalOrderId!: string;
  @OpaqueId() returnId!: string;
  @NestedList(() => OrderLineQuantity, { min: 1, max: 500 }) lines!: OrderLineQuantity[];
  @Text(200) reason!: string;

  constructor(fields: Fields<ExchangeReduced>) {
    super(fields);
  }
}

@Doc(
  'A return was not exchanged after all, or not all of it: what was kept for the replacement goes back to the customer.',
)
@EventContract<OrderExchangeUndone>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { ...named, amount: 4_740, reason: 'shortage' },
})
export class OrderExchangeUndone extends DomainEvent {
  readonly type = 'OrderExchangeUndone';
  @OpaqueId() orderId!: string;
  @OpaqueId() returnId!: string;
  @MinorAmount() amount!: number;
  @Text(200) reason!: string;
  @Optional()
  @NestedList(() => OrderLineQuantity, { min: 1, max: 500 })
  @Doc('What is not replaced, where it is not everything.')
  lines?: OrderLineQuantity[];

  constructor(fields: Fields<OrderExchangeUndone>) {
    super(fields);
  }
}

@Doc('The money of a return was given back: `amount`, zero when there was nothing to give back.')
@EventContract<OrderReturnRefunded>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: { ...named, amount: 4_740 },
})
export class OrderReturnRefunded extends DomainEvent {
  readonly type = 'OrderReturnRefunded';
  @OpaqueId() orderId!: string;
  @OpaqueId() returnId!: string;
  @MinorAmount() amount!: number;

  constructor(fields: Fields<OrderReturnRefunded>) {
    super(fields);
  }
}
