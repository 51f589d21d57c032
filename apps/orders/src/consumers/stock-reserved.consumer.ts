import { StockReserved } from '@entrepot/contracts/inventory';
import { Reacts } from '@entrepot/messaging';
import { confirmReservation } from '../domain/confirm-reservation';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: StockReserved, on: OrderStream, id: (event) => event.orderId })
export class OnStockReserved {
  readonly decide = confirmReservation(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
