import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Address, TYPED_NOTE } from '../shared';
import {
  CurrencyCode,
  Doc,
  FreeKey,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Personal,
  Text,
  TextList,
  Timestamp,
} from '../vocabulary';
import {
  EXAMPLE_ADDRESS,
  EXAMPLE_CHARGES,
  EXAMPLE_LINES,
  EXAMPLE_ORDER,
  EXAMPLE_TENDERS,
  EXAMPLE_TIME,
} from './examples';
import {
  DeclaredTender,
  OrderCharge,
  OrderCustomer,
  OrderedLine,
  OrderTerms,
  PriceDeviation,
  SHORTAGE_POLICIES,
  type ShortagePolicy,
} from './order-parts';

const topic = 'orders.order.v1';

export const ORDER_DOORS = ['http', 'intake'] as const;
export type OrderDoor = (typeof ORDER_DOORS)[number];

export const HOLD_REASONS = ['unknown-sku', 'manual'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

@Doc('What an order replaces.')
export class ExchangedReturn {
  @OpaqueId() orderId!: string;
  @OpaqueId() returnId!: string;
}

@Doc('An order was taken on. Amounts are minor units of its currency; the tenders cover the total exactly.')
@EventContract<OrderPlaced>({
  topic,
  key: 'orderId',
  readers: ['orders', 'returns'],
  example: {
    orderId: EXAMPLE_ORDER,
    source: 'webshop',
    sourceOrderId: 'W-10001',
    contentHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    occurredAt: EXAMPLE_TIME,
    currency: 'BRL',
    customer: { customerId: 'c-77', name: 'Ana Souza', email: 'ana@example.com' },
    shipTo: EXAMPLE_ADDRESS,
    lines: EXAMPLE_LINES,
    charges: EXAMPLE_CHARGES,
    tenders: EXAMPLE_TENDERS,
    shortagePolicy: 'cancel',
    terms: { paymentDeadlineSeconds: 900, returnWindowDays: 30 },
    notes: 'leave with the neighbour',
    linesTotal: 9_980,
    freight: 1_250,
    surcharges: 0,
    discounts: 500,
    total: 10_730,
    priceDeviations: [{ lineId: '1', ordered: 4_990, catalog: 5_490 }],
    door: 'http',
  },
})
export class OrderPlaced extends DomainEvent {
  readonly type = 'OrderPlaced';
  @OpaqueId() orderId!: string;
  @OpaqueId() source!: string;
  @FreeKey() sourceOrderId!: string;
  @Text(64)
  @Doc('Fingerprint of what was sent: tells a repeat from another order under the same name.')
  contentHash!: string;
  @Timestamp() @Doc('When it was bought, as the source says.') occurredAt!: string;
  @CurrencyCode() currency!: string;
  @Optional() @Nested(() => OrderCustomer) customer?: OrderCustomer;
  @Nested(() => Address) shipTo!: Address;
  @NestedList(() => OrderedLine, { min: 1, max: 500 }) lines!: OrderedLine[];
  @NestedList(() => OrderCharge, { max: 500 }) charges!: OrderCharge[];
  @NestedList(() => DeclaredTender, { max: 50 }) tenders!: DeclaredTender[];
  @OneOf(SHORTAGE_POLICIES) shortagePolicy!: ShortagePolicy;
  @Optional() @Nested(() => OrderTerms) @Doc('Left out: the settings of orders count.') terms?: OrderTerms;
  @Optional() @Personal() @Text(2000) notes?: string;
  @MinorAmount() linesTotal!: number;
  @MinorAmount() freight!: number;
  @MinorAmount() surcharges!: number;
  @MinorAmount() discounts!: number;
  @Optional() @MinorAmount() @Doc('Those that add to the total; left out: none.') taxes?: number;
  @MinorAmount() total!: number;
  @NestedList(() => PriceDeviation, { max: 500 }) priceDeviations!: PriceDeviation[];
  @OneOf(ORDER_DOORS) door!: OrderDoor;
  @Optional() @Nested(() => ExchangedReturn) @Doc('It replaces what came back in a return.') exchange?: ExchangedReturn;

  constructor(fields: Fields<OrderPlaced>) {
    super(fields);
  }
}

@Doc('Nothing new is asked for until it is released. For unknown SKUs it names all that are still unknown.')
@EventContract<OrderHeld>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { orderId: EXAMPLE_ORDER, reason: 'unknown-sku', skus: ['TSHIRT-RED-M'], note: 'not in the catalog yet' },
})
export class OrderHeld extends DomainEvent {
  readonly type = 'OrderHeld';
  @OpaqueId() orderId!: string;
  @OneOf(HOLD_REASONS) reason!: HoldReason;
  @Optional() @TextList({ max: 500, each: 64, min: 1 }) skus?: string[];
  @Optional() @Text(TYPED_NOTE) @Doc('Sealed where it was written about this order alone.') note?: string;

  constructor(fields: Fields<OrderHeld>) {
    super(fields);
  }
}

@Doc('One of the two holds ended; the order goes on unless the other one stands.')
@EventContract<OrderReleased>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { orderId: EXAMPLE_ORDER, reason: 'manual', note: 'address checked' },
})
export class OrderReleased extends DomainEvent {
  readonly type = 'OrderReleased';
  @OpaqueId() orderId!: string;
  @OneOf(HOLD_REASONS) reason!: HoldReason;
  @Optional() @Text(TYPED_NOTE) @Doc('Sealed where it was written about this order alone.') note?: string;

  constructor(fields: Fields<OrderReleased>) {
    super(fields);
  }
}

@Doc('A fact came in that changes nothing any more, or that contradicts what is known; kept for the story.')
@EventContract<OrderFactNoted>({
  topic,
  key: 'orderId',
  readers: ['orders'],
  example: { orderId: EXAMPLE_ORDER, fact: 'RoutePlanned', reference: '1', note: 'the order is cancelled' },
})
export class OrderFactNoted extends DomainEvent {
  readonly type = 'OrderFactNoted';
  @OpaqueId() orderId!: string;
  @OpaqueId() @Doc('Type of the event that came in.') fact!: string;
  @Text(128) @Doc('What the fact is about: an attempt, a reservation, a shipment, a payment.') reference!: string;
  @Text(500) note!: string;

  constructor(fields: Fields<OrderFactNoted>) {
    super(fields);
  }
}
