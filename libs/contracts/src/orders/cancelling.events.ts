import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { OrderLineQuantity, TYPED_REASON } from '../shared';
import { Doc, MinorAmount, NestedList, OpaqueId, Optional, Text, Timestamp } from '../vocabulary';
import { EXAMPLE_ORDER, EXAMPLE_TIME } from './examples';

const topic = 'orders.order.v1';
const lines = [{ lineId: '1', quantity: 1 }];

@Doc('Shipments exist already, so carriers are asked first; without `lines` the whole order is meant.')
@EventContract<OrderCancellationRequested>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { orderId: EXAMPLE_ORDER, reason: 'customer changed their mind', lines, occurredAt: EXAMPLE_TIME },
})
export class OrderCancellationRequested extends DomainEvent {
  readonly type = 'OrderCancellationRequested';
  @OpaqueId() orderId!: string;
  @Text(TYPED_REASON)
  @Doc('A word of orders, or what somebody typed: sealed where it was written about this order alone.')
  reason!: string;
  @Optional() @NestedList(() => OrderLineQuantity, { min: 1, max: 500 }) lines?: OrderLineQuantity[];
  @Optional() @Timestamp() occurredAt?: string;

  constructor(fields: Fields<OrderCancellationRequested>) {
    super(fields);
  }
}

@Doc('These pieces will not be delivered; `amount` is what the order is worth less.')
@EventContract<OrderLinesCancelled>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { orderId: EXAMPLE_ORDER, lines, amount: 4_740, reason: 'shortage' },
})
export class OrderLinesCancelled extends DomainEvent {
  readonly type = 'OrderLinesCancelled';
  @OpaqueId() orderId!: string;
  @NestedList(() => OrderLineQuantity, { min: 1, max: 500 }) lines!: OrderLineQuantity[];
  @MinorAmount() amount!: number;
  @Text(TYPED_REASON)
  @Doc('A word of orders, or what somebody typed: sealed where it was written about this order alone.')
  reason!: string;

  constructor(fields: Fields<OrderLinesCancelled>) {
    super(fields);
  }
}

@Doc('These pieces were to be cancelled, but they are on their way and could not be brought back: they stay sold.')
@EventContract<OrderCancellationRefused>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { orderId: EXAMPLE_ORDER, lines, reason: 'already shipped' },
})
export class OrderCancellationRefused extends DomainEvent {
  readonly type = 'OrderCancellationRefused';
  @OpaqueId() orderId!: string;
  @NestedList(() => OrderLineQuantity, { min: 1, max: 500 }) lines!: OrderLineQuantity[];
  @Text(200) reason!: string;

  constructor(fields: Fields<OrderCancellationRefused>) {
    super(fields);
  }
}

@Doc('Nothing of the order is delivered; `amount` is all that was left of its total.')
@EventContract<OrderCancelled>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { orderId: EXAMPLE_ORDER, reason: 'shortage', amount: 10_730, occurredAt: EXAMPLE_TIME },
})
export class OrderCancelled extends DomainEvent {
  readonly type = 'OrderCancelled';
  @OpaqueId() orderId!: string;
  @Text(TYPED_REASON)
  @Doc('A word of orders, or what somebody typed: sealed where it was written about this order alone.')
  reason!: string;
  @MinorAmount() amount!: number;
  @Optional() @Timestamp() occurredAt?: string;

  constructor(fields: Fields<OrderCancelled>) {
    super(fields);
  }
}
