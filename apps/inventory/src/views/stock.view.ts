import { Projects, type RowRef } from '@entrepot/messaging';
import { parseStockKey, StockStream, type Stock } from '../domain/stock';

/** A row of the list of stock. */
export interface StockRow {
  readonly sku: string;
  readonly placeId: string;
  readonly onHand: number;
  readonly reserved: number;
}

@Projects({ of: StockStream, view: 'stock', indexes: [{ sku: 1 }, { placeId: 1 }] })
export class StockView {
  row({ onHand, reserved }: Stock, { key }: RowRef): StockRow {
    return { ...parseStockKey(key), onHand, reserved };
  }
}
