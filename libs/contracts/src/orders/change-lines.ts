import { TENDER_METHODS, OrderLineQuantity, type TenderMethod } from '../shared';
import {
  Count,
  Doc,
  Example,
  Flag,
  FreeKey,
  MinorAmount,
  Nested,
  NestedList,
  OneOf,
  OpaqueId,
  Optional,
  Personal,
  Quantity,
  Sku,
  Text,
  TextList,
  WholeNumber,
} from '../vocabulary';
import { CHANGE_REFUSALS, type ChangeRefusal } from './changing.events';
import {
  CAPTURE_MODES,
  DeclaredTender,
  MONEY_HOLDERS,
  OrderCharge,
  OrderedLine,
  type CaptureMode,
  type MoneyHolder,
} from './order-parts';

const LARGEST_AMOUNT = 1_000_000_000_000;
const MOST_PIECES = 1_000_000;

@Doc('So many pieces of a SKU more.')
export class AddedLine {
  @Optional()
  @OpaqueId()
  @Doc('A name that the order has not used yet; left out: the next free number.')
  lineId?: string;
  @Sku() sku!: string;
  @Quantity() quantity!: number;
  @Optional() @MinorAmount() @Doc('Of one piece; left out: what the catalog asks now.') unitPrice?: number;
  @Optional() @Text(300) title?: string;
}

@Doc(
  'How many pieces (of the line of a bundle: bundles) the order is to have, those cancelled not counted; 0 removes it.',
)
export class ChangedLine {
  @OpaqueId() lineId!: string;
  @WholeNumber(0, MOST_PIECES) quantity!: number;
}

@Doc('What pays for the difference.')
export class ChangeTender {
  @OneOf(TENDER_METHODS) method!: TenderMethod;
  @Optional()
  @WholeNumber(1, LARGEST_AMOUNT)
  @Doc('Exactly what is to be paid more; left out: just that.')
  amount?: number;
  @Optional() @FreeKey() @Doc('What the payment provider calls it.') reference?: string;
  @Optional()
  @OneOf(CAPTURE_MODES)
  @Doc('Left out: immediate for boleto and bank-transfer, else manual.')
  capture?: CaptureMode;
  @Optional() @OneOf(MONEY_HOLDERS) @Doc('Left out: psp.') heldBy?: MoneyHolder;
}

@Doc(
  'Add lines to an order, change how many pieces it has, remove lines, before their pick-up. All of it comes about or nothing: ' +
    'what is added must be there and be paid for.',
)
@Example({
  add: [{ sku: 'MUG-BLUE', quantity: 1 }],
  change: [{ lineId: '1', quantity: 3 }],
  remove: ['2'],
  reason: 'wrong colour',
})
export class ChangeLines {
  @Optional() @NestedList(() => AddedLine, { max: 500 }) add?: AddedLine[];
  @Optional() @NestedList(() => ChangedLine, { max: 500 }) change?: ChangedLine[];
  @Optional() @TextList({ max: 500, each: 64 }) @Doc('Names of lines, or of lines of bundles.') remove?: string[];
  @Optional()
  @NestedList(() => OrderCharge, { max: 500 })
  @Doc('Freight, taxes and the like of what is added; with `lineId`: of a line that is added or grows.')
  charges?: OrderCharge[];
  @Optional()
  @Nested(() => ChangeTender)
  @Doc('Left out: the last card or wallet that the order declared and that is captured at hand-over.')
  tender?: ChangeTender;
  @Personal() @Text(200) reason!: string;
}

@Doc('What a change of lines would come to; amounts are minor units of the currency of the order.')
export class LinesChangePreview {
  @OpaqueId() orderId!: string;
  @Flag() @Doc('It would come about at once; else when stock, carriers and payment have answered.') atOnce!: boolean;
  @NestedList(() => OrderedLine, { max: 500 }) added!: OrderedLine[];
  @NestedList(() => OrderLineQuantity, { max: 500 }) removed!: OrderLineQuantity[];
  @Count() @Doc('What the added is worth, its charges included.') addedAmount!: number;
  @Count() @Doc('What the removed is worth.') removedAmount!: number;
  @Count() @Doc('What the order is worth now.') worthBefore!: number;
  @Count() @Doc('What it would be worth.') worthAfter!: number;
  @Count() @Doc('What would have to be authorised more.') toPay!: number;
  @Count() @Doc('What would be given back of what is captured.') toRefund!: number;
  @Optional() @Nested(() => DeclaredTender) @Doc('What would pay it.') tender?: DeclaredTender;
  @TextList({ max: 500, each: 64 }) @Doc('Parcels that would be stopped.') shipmentsToStop!: string[];
}

@Doc('A change of lines, and what became of it.')
export class OrderChange {
  @OpaqueId() changeId!: string;
  @OneOf(['pending', 'made', 'refused']) state!: 'pending' | 'made' | 'refused';
  @Optional() @OneOf(CHANGE_REFUSALS) refusal?: ChangeRefusal;
}
