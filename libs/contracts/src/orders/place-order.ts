import { MessageContract } from '../events/message-contract';
import { Address, TENDER_METHODS, type TenderMethod } from '../shared';
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
  Quantity,
  Sku,
  Text,
  Timestamp,
  WholeNumber,
} from '../vocabulary';
import { EXAMPLE_ADDRESS, EXAMPLE_CHARGES, EXAMPLE_TIME } from './examples';
import {
  CAPTURE_MODES,
  MONEY_HOLDERS,
  OrderCharge,
  OrderCustomer,
  SHORTAGE_POLICIES,
  type CaptureMode,
  type MoneyHolder,
  type ShortagePolicy,
} from './order-parts';

const LARGEST_AMOUNT = 1_000_000_000_000;

@Doc('So many pieces of a SKU at this price each, in minor units of the order currency.')
export class PlaceOrderLine {
  @Optional() @OpaqueId() @Doc('Left out: its position, from 1.') lineId?: string;
  @Sku() sku!: string;
  @Quantity() quantity!: number;
  @MinorAmount() unitPrice!: number;
  @Optional() @Text(300) title?: string;
}

@Doc('One of the payments that together cover the total.')
export class PlaceOrderTender {
  @Optional() @OpaqueId() @Doc('Left out: t1, t2, ...') tenderId?: string;
  @OneOf(TENDER_METHODS) method!: TenderMethod;
  @WholeNumber(1, LARGEST_AMOUNT) amount!: number;
  @Optional() @FreeKey() @Doc('What the payment provider or the marketplace calls it.') reference?: string;
  @Optional()
  @OneOf(CAPTURE_MODES)
  @Doc('Left out: immediate for boleto and bank-transfer, manual (at hand-over) for all others.')
  capture?: CaptureMode;
  @Optional() @OneOf(MONEY_HOLDERS) @Doc('Left out: psp.') heldBy?: MoneyHolder;
}

@Doc(
  'An order to take on: the body of POST /v1/orders, and of a message of CloudEvents type OrderSubmitted on the intake ' +
    'topic. `source` and `sourceOrderId` name it: the same order twice is one order, whichever way it comes.',
)
@MessageContract({
  topic: 'orders.intake.v1',
  keyedBy: 'source and sourceOrderId',
  example: {
    source: 'webshop',
    sourceOrderId: 'W-10001',
    occurredAt: EXAMPLE_TIME,
    currency: 'BRL',
    customer: { customerId: 'c-77', name: 'Ana Souza', email: 'ana@example.com' },
    shipTo: EXAMPLE_ADDRESS,
    lines: [{ lineId: '1', sku: 'TSHIRT-RED-M', quantity: 2, unitPrice: 4_990, title: 'T-shirt, red, M' }],
    charges: EXAMPLE_CHARGES,
    tenders: [{ tenderId: 't1', method: 'card', amount: 10_730, reference: 'tok_4242', capture: 'manual' }],
    shortagePolicy: 'cancel',
    notes: 'leave with the neighbour',
  },
})
export class PlaceOrder {
  @OpaqueId() @Doc('The shop, marketplace or system that the order comes from.') source!: string;
  @Optional()
  @FreeKey()
  @Doc('What the source calls the order. May be left out over HTTP: source `api` and the Idempotency-Key name it then.')
  sourceOrderId?: string;
  @Optional() @Timestamp() @Doc('When it was bought; left out: now.') occurredAt?: string;
  @CurrencyCode() currency!: string;
  @Optional() @Nested(() => OrderCustomer) customer?: OrderCustomer;
  @Nested(() => Address) shipTo!: Address;
  @NestedList(() => PlaceOrderLine, { min: 1, max: 500 }) lines!: PlaceOrderLine[];
  @Optional() @NestedList(() => OrderCharge, { max: 500 }) charges?: OrderCharge[];
  @NestedList(() => PlaceOrderTender, { max: 50 })
  @Doc('Together exactly the total: lines + freight + surcharges - discounts + taxes. Empty when that is zero.')
  tenders!: PlaceOrderTender[];
  @Optional() @OneOf(SHORTAGE_POLICIES) @Doc('Left out: the policy of the merchant.') shortagePolicy?: ShortagePolicy;
  @Optional() @Personal() @Text(2000) notes?: string;
}
