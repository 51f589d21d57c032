import { StockFulfilmentRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { fulfilStock } from '../domain/fulfil-stock';
import { ReservationStream, stockHeldBy } from '../domain/reservation';

@Reacts({
  to: StockFulfilmentRequested,
  on: ReservationStream,
  id: (event) => event.reservationId,
  also: stockHeldBy,
})
export class OnStockFulfilmentRequested {
  readonly decide = fulfilStock;
}
