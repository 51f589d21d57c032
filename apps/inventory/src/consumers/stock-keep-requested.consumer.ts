import { StockKeepRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { keepStock } from '../domain/keep-stock';
import { ReservationStream } from '../domain/reservation';

@Reacts({ to: StockKeepRequested, on: ReservationStream, id: (event) => event.reservationId })
export class OnStockKeepRequested {
  readonly decide = keepStock;
}
