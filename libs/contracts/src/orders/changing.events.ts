import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { OrderLineQuantity, TYPED_REASON } from '../shared';
import { Doc, FreeKey, MinorAmount, Nested, NestedList, OneOf, OpaqueId, Optional, Text } from '../vocabulary';
import { EXAMPLE_ORDER, EXAMPLE_TENDERS } from './examples';
import { DeclaredTender, OrderCharge, OrderedLine } from './order-parts';

const topic = 'orders.order.v1';
const named = { orderId: EXAMPLE_ORDER, changeId: 'chg_8m3v5q' };
const added = [{ lineId: '3', sku: 'MUG-BLUE', quantity: 1, unitPrice: 2_990 }];
const tender = { ...EXAMPLE_TENDERS[0]!, tenderId: named.changeId, amount: 2_990 };

export const CHANGE_REFUSALS = [
  'shortage',
  'already-shipped',
  'payment-declined',
  'payment-timeout',
  'order-cancelled',
] as const;
export type ChangeRefusal = (typeof CHANGE_REFUSALS)[number];

@Doc(
  'Lines are to be added, pieces to be removed: all of it when what is added is set aside and paid for, else nothing.',
)
@EventContract<OrderLinesChangeRequested>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { ...named, added, removed: [{ lineId: '1', quantity: 1 }], charges: [], tender, reason: 'wrong colour' },
})
export class OrderLinesChangeRequested extends DomainEvent {
  readonly type = 'OrderLinesChangeRequested';
  @OpaqueId() orderId!: string;
  @OpaqueId() changeId!: string;
  @NestedList(() => OrderedLine, { min: 1, max: 500 }) added!: OrderedLine[];
  @NestedList(() => OrderLineQuantity, { max: 500 }) removed!: OrderLineQuantity[];
  @NestedList(() => OrderCharge, { max: 500 }) charges!: OrderCharge[];
  @Optional() @Nested(() => DeclaredTender) @Doc('Covers what the order is worth more.') tender?: DeclaredTender;
  @Text(TYPED_REASON) @Doc('Sealed for the person of the order.') reason!: string;
  @Optional() @FreeKey() @Doc('The client that asked for it, where it is known.') by?: string;

  constructor(fields: Fields<OrderLinesChangeRequested>) {
    super(fields);
  }
}

@Doc('These pieces belong to the order from now on. A line that it had grows; the amounts are those of what is added.')
@EventContract<OrderLinesAdded>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: {
    ...named,
    lines: added,
    charges: [],
    tenders: [tender],
    linesTotal: 2_990,
    freight: 0,
    surcharges: 0,
    discounts: 0,
    taxes: 0,
    total: 2_990,
  },
})
export class OrderLinesAdded extends DomainEvent {
  readonly type = 'OrderLinesAdded';
  @OpaqueId() orderId!: string;
  @OpaqueId() changeId!: string;
  @NestedList(() => OrderedLine, { min: 1, max: 500 }) lines!: OrderedLine[];
  @NestedList(() => OrderCharge, { max: 500 }) charges!: OrderCharge[];
  @NestedList(() => DeclaredTender, { max: 1 }) tenders!: DeclaredTender[];
  @MinorAmount() linesTotal!: number;
  @MinorAmount() freight!: number;
  @MinorAmount() surcharges!: number;
  @MinorAmount() discounts!: number;
  @MinorAmount() taxes!: number;
  @MinorAmount() total!: number;

  constructor(fields: Fields<OrderLinesAdded>) {
    super(fields);
  }
}

@Doc('A change of lines did not come about: the order stays what it was.')
@EventContract<OrderLinesChangeRefused>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { ...named, reason: 'shortage' },
})
export class OrderLinesChangeRefused extends DomainEvent {
  readonly type = 'OrderLinesChangeRefused';
  @OpaqueId() orderId!: string;
  @OpaqueId() changeId!: string;
  @OneOf(CHANGE_REFUSALS) reason!: ChangeRefusal;

  constructor(fields: Fields<OrderLinesChangeRefused>) {
    super(fields);
  }
}
