import { Projects, type RowRef } from '@entrepot/messaging';
import type { Flows } from '../domain/flows';
import { available, parseStockKey, StockStream, type StockSoFar } from '../domain/stock';

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
  /** Absent: it was written by a release that did not know of it. */
  readonly flows?: Flows;
}

@Projects({
  of: StockStream,
  view: 'stock',
  indexes: [{ sku: 1 }, { placeId: 1 }, { available: 1 }, { missing: -1 }],
})
export class StockView {
  row(stock: StockSoFar, { key }: RowRef): StockRow {
    const { onHand, reserved, flows, reorderPoint } = stock;
    const left = available(stock);
    const row = { ...parseStockKey(key), onHand, reserved, available: left, flows };
    if (reorderPoint === undefined) return row;
    const missing = reorderPoint - left;
    return { ...row, reorderPoint, ...(missing < 0 ? {} : { missing }) };
  }
}
