import { Address } from '../shared';
import {
  CurrencyCode,
  Doc,
  Flag,
  FreeKey,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Personal,
  SignedMinorAmount,
  Text,
  Timestamp,
} from '../vocabulary';
import { OrderChange } from './change-lines';
import {
  OPEN_REASONS,
  ORDER_STATES,
  OrderAnswerHold,
  OrderAnswerBundle,
  OrderAnswerLine,
  OrderAnswerReservation,
  OrderAnswerReturn,
  OrderAnswerShipment,
  type OpenReason,
  type OrderState,
} from './order-answer-parts';
import {
  DeclaredTender,
  OrderCharge,
  OrderCustomer,
  PriceDeviation,
  SHORTAGE_POLICIES,
  type ShortagePolicy,
} from './order-parts';
import { OrderNote } from './note.events';
import { ORDER_DOORS, type OrderDoor } from './placing.events';

@Doc(
  'An order in a list. Amounts are minor units of its currency: linesTotal + freight + surcharges - discounts + taxes - ' +
    'cancelled = captured - refunded + open, always.',
)
export class OrderRow {
  @OpaqueId() orderId!: string;
  @OpaqueId() source!: string;
  @FreeKey() sourceOrderId!: string;
  @OneOf(ORDER_STATES) state!: OrderState;
  @Timestamp() @Doc('When it came into this state.') stateSince!: string;
  @Timestamp() @Doc('When it was bought, as the source says; UTC.') occurredAt!: string;
  @Timestamp() @Doc('When it was recorded here.') placedAt!: string;
  @CurrencyCode() currency!: string;
  @MinorAmount() linesTotal!: number;
  @MinorAmount() freight!: number;
  @MinorAmount() surcharges!: number;
  @MinorAmount() discounts!: number;
  @Optional() @MinorAmount() @Doc('Taxes that add to the total.') taxes?: number;
  @MinorAmount() total!: number;
  @MinorAmount() @Doc('What cancelled and returned pieces took from the total.') cancelled!: number;
  @MinorAmount() captured!: number;
  @MinorAmount() refunded!: number;
  @SignedMinorAmount() @Doc('Still to come in; negative: still to go back.') open!: number;
  @Optional() @OneOf(OPEN_REASONS) openReason?: OpenReason;
}

@Doc('An order as it stands.')
export class OrderAnswer extends OrderRow {
  @OneOf(ORDER_DOORS) @Doc('The way that it came in.') door!: OrderDoor;
  @Optional() @Flag() @Doc('Personal data of this order was erased: it is left out.') erased?: boolean;
  @Optional() @Nested(() => OrderCustomer) customer?: OrderCustomer;
  @Nested(() => Address) shipTo!: Address;
  @NestedList(() => OrderAnswerLine, { max: 500 }) lines!: OrderAnswerLine[];
  @Optional()
  @NestedList(() => OrderAnswerBundle, { max: 500 })
  @Doc('What of the lines was bought as bundles; left out: none.')
  bundles?: OrderAnswerBundle[];
  @NestedList(() => OrderCharge, { max: 500 }) charges!: OrderCharge[];
  @NestedList(() => DeclaredTender, { max: 50 }) tenders!: DeclaredTender[];
  @NestedList(() => PriceDeviation, { max: 500 }) priceDeviations!: PriceDeviation[];
  @OneOf(SHORTAGE_POLICIES) shortagePolicy!: ShortagePolicy;
  @Optional() @MinorAmount() @Doc('Taxes that the prices contain.') taxesIncluded?: number;
  @Optional() @Personal() @Text(2000) @Doc('What the source said with the order.') notes?: string;
  @Optional() @NestedList(() => OrderNote, { max: 500 }) @Doc('What was noted since.') noteEntries?: OrderNote[];
  @Optional() @Nested(() => OrderAnswerHold) hold?: OrderAnswerHold;
  @Optional()
  @Personal()
  @Text(200)
  @Doc('A word of orders, or what somebody typed; left out where that was erased.')
  cancelReason?: string;
  @OpaqueId() paymentId!: string;
  @NestedList(() => OrderAnswerReservation) reservations!: OrderAnswerReservation[];
  @NestedList(() => OrderAnswerShipment) shipments!: OrderAnswerShipment[];
  @Optional()
  @NestedList(() => OrderChange, { max: 100 })
  @Doc('Changes of lines, the newest last.')
  changes?: OrderChange[];
  @NestedList(() => OrderAnswerReturn) returns!: OrderAnswerReturn[];
  @Optional() @Timestamp() deliveredAt?: string;
  @Optional() @Timestamp() @Doc('End of the return window.') closesAt?: string;
  @Optional() @Timestamp() @Doc('When stock is looked for again.') retryAt?: string;
}
