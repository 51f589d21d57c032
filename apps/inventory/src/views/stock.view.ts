import { Projects, type RowRef } from '@entrepot/messaging';
import { available, parseStockKey, StockStream, type Stock } from '../domain/stock';

/** A row of the list of stock. */
export interface StockRow {
  readonly sku: string;
  readonly placeId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly reorderPoint?: number;
  /** How far below its reorder point it is; absent: it is above, or has none. */
  readonly missing?: number;
}

@Projects({
  of: StockStream,
  view: 'stock',
  indexes: [{ sku: 1 }, { placeId: 1 }, { available: 1 }, { missing: -1 }],
})
export class StockView {
  row(stock: Stock, { key }: RowRef): StockRow {
    const { onHand, reserved, reorderPoint } = stock;
    const left = available(stock);
    const row = { ...parseStockKey(key), onHand, reserved, available: left };
    if (reorderPoint === undefined) return row;
    const missing = reorderPoint - left;
    return { ...row, reorderPoint, ...(missing < 0 ? {} : { missing }) };
  }
}
