import { StockReleased } from '@entrepot/contracts/inventory';
import { Reacts } from '@entrepot/messaging';
import { noteRelease } from '../domain/note-release';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: StockReleased, on: OrderStream, id: (event) => event.orderId })
export class OnStockReleased {
  readonly decide = noteRelease(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
