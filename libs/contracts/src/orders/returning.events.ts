import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { OrderLineQuantity } from '../shared';
import { Doc, MinorAmount, NestedList, OpaqueId, Optional } from '../vocabulary';
import { EXAMPLE_ORDER } from './examples';

const topic = 'orders.order.v1';
const named = { orderId: EXAMPLE_ORDER, returnId: 'ret_4c8w2q' };

@Doc('These pieces came back and were inspected; `amount` is what the customer gets back for them.')
@EventContract<OrderLinesReturned>({
  topic,
  readers: ['orders'],
  example: { ...named, lines: [{ lineId: '1', quantity: 1 }], amount: 4_740 },
})
export class OrderLinesReturned extends DomainEvent {
  readonly type = 'OrderLinesReturned';
  @OpaqueId() orderId!: string;
  @OpaqueId() returnId!: string;
  @NestedList(() => OrderLineQuantity, { min: 1, max: 500 }) lines!: OrderLineQuantity[];
  @MinorAmount() amount!: number;
  @Optional() @MinorAmount() @Doc('What of their worth the merchant keeps, by deductions.') withheld?: number;

  constructor(fields: Fields<OrderLinesReturned>) {
    super(fields);
  }
}

@Doc('The money of a return was given back: `amount`, zero when there was nothing to give back.')
@EventContract<OrderReturnRefunded>({ topic, readers: ['orders', 'returns'], example: { ...named, amount: 4_740 } })
export class OrderReturnRefunded extends DomainEvent {
  readonly type = 'OrderReturnRefunded';
  @OpaqueId() orderId!: string;
  @OpaqueId() returnId!: string;
  @MinorAmount() amount!: number;

  constructor(fields: Fields<OrderReturnRefunded>) {
    super(fields);
  }
}
