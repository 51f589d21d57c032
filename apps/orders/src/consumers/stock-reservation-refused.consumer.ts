import { StockReservationRefused } from '@entrepot/contracts/inventory';
import { Reacts } from '@entrepot/messaging';
import { noteRefusal } from '../domain/note-refusal';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: StockReservationRefused, on: OrderStream, id: (event) => event.orderId })
export class OnStockReservationRefused {
  readonly decide = noteRefusal(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
