import { pageOf, Problem } from '../shared';
import {
  Count,
  CurrencyCode,
  Doc,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  SignedMinorAmount,
  Text,
  Timestamp,
} from '../vocabulary';
import { OPEN_REASONS, ORDER_STATES, type OpenReason, type OrderState } from './order-answer-parts';
import { OrderRow } from './order.answers';

export const OrderRowPage = pageOf(OrderRow);

@Doc('An order that stands in its state for longer than it should.')
export class StuckOrder {
  @OpaqueId() orderId!: string;
  @OneOf(ORDER_STATES) state!: OrderState;
  @Timestamp() @Doc('When it came into this state.') stateSince!: string;
  @Count() ageSeconds!: number;
  @Text(120) @Doc('Who has to do something for it to move on: a service, a carrier, an operator.') waitsFor!: string;
}

export const StuckOrderPage = pageOf(StuckOrder);

@Doc('Something that happened to an order, in any service.')
export class StoryEntry {
  @OpaqueId() orderId!: string;
  @Timestamp() at!: string;
  @Text(64) service!: string;
  @Text(64) event!: string;
  @Text(500) summary!: string;
  @Optional()
  @Text(4000)
  @Doc('Id of the event that led to it; else the request, message, timer or intent.')
  cause?: string;
  @Text(4000) @Doc('Id of the event.') id!: string;
  @Text(2000) stream!: string;
  @Count() version!: number;
}

export const StoryEntryPage = pageOf(StoryEntry);

@Doc('A message on the intake topic that was not taken on, and why.')
export class IntakeRejection {
  @Optional() @Text(200) source?: string;
  @Optional() @Text(200) sourceOrderId?: string;
  @Text(500) messageId!: string;
  @Timestamp() at!: string;
  @Nested(() => Problem) problem!: Problem;
}

export const IntakeRejectionPage = pageOf(IntakeRejection);

@Doc('Orders whose money is open for this reason, and how much it is.')
export class OpenAmount {
  @OneOf(OPEN_REASONS) reason!: OpenReason;
  @Count() orders!: number;
  @SignedMinorAmount() amount!: number;
}

@Doc(
  'All orders of a currency added up: lines + freight + surcharges - discounts + taxes - cancelled = captured - refunded + open.',
)
export class CurrencyTotals {
  @CurrencyCode() currency!: string;
  @Count() orders!: number;
  @Count() @Doc('Sum of the totals.') ordered!: number;
  @Count() lines!: number;
  @Count() freight!: number;
  @Count() surcharges!: number;
  @Count() discounts!: number;
  @Optional() @Count() taxes?: number;
  @Count() cancelled!: number;
  @Count() captured!: number;
  @Count() refunded!: number;
  @Doc('Still to come in less what is still to go back.') @SignedMinorAmount() open!: number;
  @NestedList(() => OpenAmount) openByReason!: OpenAmount[];
}

export class StatusCount {
  @OneOf(ORDER_STATES) state!: OrderState;
  @Count() orders!: number;
}

@Doc('Every order of the merchant added up, as the list shows them.')
export class OrderTotals {
  @NestedList(() => CurrencyTotals) currencies!: CurrencyTotals[];
  @NestedList(() => StatusCount) byStatus!: StatusCount[];
}
