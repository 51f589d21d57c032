import { DomainEvent, type Fields } from '../events/domain-event';
import { EventContract } from '../events/event-contract';
import { Count, Doc, FreeKey, OneOf, OpaqueId, Optional, SignedCount, Sku, Timestamp } from '../vocabulary';

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

  @Doc('Id of the receipt, reservation, shipment, restock, count or adjustment.')
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

  constructor(fields: Fields<StockPosted>) {
    super(fields);
  }
}
