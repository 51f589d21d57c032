import { StockRestocked } from '@entrepot/contracts/inventory';
import { Reacts } from '@entrepot/messaging';
import { noteRestock } from '../domain/settle-return';
import { ReturnStream } from '../domain/return';

@Reacts({ to: StockRestocked, on: ReturnStream, id: ({ returnId }) => returnId })
export class OnStockRestocked {
  readonly decide = noteRestock;
}
