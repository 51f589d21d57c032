import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Count, Doc, FreeKey, OneOf, OpaqueId, Optional, SignedCount, Sku, Text, Timestamp } from '../vocabulary';

/** Why a stock ledger has an entry. */
export const STOCK_CAUSES = [
  'receipt',
  'reservation',
  'release',
  'shipment',
  'restock',
  'count',
  'adjustment:damaged',
  'adjustment:lost',
  'adjustment:found',
  'adjustment:correction',
  'adjustment:sample',
  'adjustment:theft',
  'adjustment:expired',
  'adjustment:other',
  'reorder-point',
] as const;

export type StockCause = (typeof STOCK_CAUSES)[number];

@Doc(
  'An entry of the stock ledger of one SKU at one place, with the balance after it. Free to sell: onHand - reserved.',
)
@EventContract<StockPosted>({
  topic: 'inventory.stock.v1',
  readers: ['inventory', 'logistics'],
  example: {
    sku: 'TSHIRT-RED-M',
    placeId: 'gru-1',
    causeType: 'receipt',
    causeId: 'receipt-1001',
    onHandDelta: 25,
    reservedDelta: 0,
    onHand: 40,
    reserved: 3,
    occurredAt: '2026-03-02T09:30:00Z',
    user: 'u-7',
    client: 'warehouse-app',
    note: 'two boxes were wet',
    reorderPoint: 12,
  },
})
export class StockPosted extends DomainEvent {
  readonly type = 'StockPosted';

  @Sku()
  sku!: string;

  @OpaqueId()
  placeId!: string;

  @OneOf(STOCK_CAUSES)
  causeType!: StockCause;

  @Doc('Id of the receipt, reservation, shipment, restock, count, adjustment or change of the reorder point.')
  @FreeKey()
  causeId!: string;

  @SignedCount()
  onHandDelta!: number;

  @SignedCount()
  reservedDelta!: number;

  @Count()
  onHand!: number;

  @Count()
  reserved!: number;

  @Optional()
  @Timestamp()
  occurredAt?: string;

  @Doc('Who did it, where somebody did.')
  @Optional()
  @FreeKey()
  user?: string;

  @Doc('The API client that told it, where it is known.')
  @Optional()
  @FreeKey()
  client?: string;

  @Optional()
  @Text(500)
  note?: string;

  @Doc('Only with the cause reorder-point: the level that was set; absent, none is set any more. Nothing moves.')
  @Optional()
  @Count()
  reorderPoint?: number;

  constructor(fields: Fields<StockPosted>) {
    super(fields);
  }
}
