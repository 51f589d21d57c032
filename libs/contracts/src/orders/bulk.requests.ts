import {
  Count,
  Doc,
  Example,
  Flag,
  FreeKey,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Sku,
  Text,
  TextList,
  Timestamp,
  WholeNumber,
} from '../vocabulary';
import { KEPT_IN_PLAIN } from '../shared';
import { BULK_ACTIONS, BULK_OUTCOMES, type BulkAction } from './bulk.events';
import { EXAMPLE_ORDER } from './examples';
import { NOTE_VISIBILITIES, type NoteVisibility } from './note.events';
import { ORDER_STATES, type OrderState } from './order-answer-parts';

@Doc('Which orders; as in the list of orders.')
export class OrderFilter {
  @Optional() @OneOf(ORDER_STATES) state?: OrderState;
  @Optional() @OpaqueId() source?: string;
  @Optional() @FreeKey() sourceOrderId?: string;
  @Optional() @Text(128) @Doc('Part of the name that the source gave the order.') q?: string;
  @Optional() @Sku() @Doc('Orders with a line of this SKU.') sku?: string;
  @Optional() @Timestamp() @Doc('In their state since before then.') olderThan?: string;
  @Optional() @Timestamp() @Doc('Bought then or later.') placedFrom?: string;
  @Optional() @Timestamp() @Doc('Bought before then.') placedTo?: string;
}

@Doc(
  'Do one thing to many orders: those of `orderIds`, or up to 500 that a filter finds, oldest first. Exactly one of both.',
)
@Example({ action: 'hold', orderIds: [EXAMPLE_ORDER], reason: 'recall of a batch' })
export class BulkOrders {
  @OneOf(BULK_ACTIONS) action!: BulkAction;
  @Optional() @TextList({ min: 1, max: 500, each: 64 }) orderIds?: string[];
  @Optional() @Nested(() => OrderFilter) filter?: OrderFilter;
  @Optional()
  @Text(2000)
  @Doc(
    'Why; of a note: its text. May be left out of a release only; at most 200 characters to cancel, 500 to hold or release. ' +
      KEPT_IN_PLAIN,
  )
  reason?: string;
  @Optional() @OneOf(NOTE_VISIBILITIES) @Doc('Of a note; left out: internal.') visibility?: NoteVisibility;
}

@Doc('What became of one order, or in a dry run: would become.')
export class BulkResult {
  @OpaqueId() orderId!: string;
  @OneOf(['pending', ...BULK_OUTCOMES]) outcome!: 'pending' | (typeof BULK_OUTCOMES)[number];
  @WholeNumber(100, 599)
  @Doc('The status that the action on this order alone would have had; 102 while it is pending.')
  status!: number;
  @Optional() @OneOf(ORDER_STATES) state?: OrderState;
  @Optional() @Text(100) code?: string;
  @Optional() @Text(1000) detail?: string;
}

@Doc('An action on many orders, and how far it is.')
export class BulkAnswer {
  @OpaqueId() bulkId!: string;
  @OneOf(BULK_ACTIONS) action!: BulkAction;
  @Flag() @Doc('Nothing was done: this is what would become of it.') dryRun!: boolean;
  @Flag() @Doc('More orders fit the filter than were taken: repeat it with another key.') more!: boolean;
  @Count() total!: number;
  @Count() finished!: number;
  @Count() done!: number;
  @Count() unchanged!: number;
  @Count() refused!: number;
  @NestedList(() => BulkResult, { max: 500 }) results!: BulkResult[];
}
