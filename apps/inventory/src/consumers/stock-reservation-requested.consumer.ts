import { StockReservationRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { ReservationStream } from '../domain/reservation';
import { reserveStock } from '../domain/reserve-stock';
import { stockOf } from '../domain/stock';

@Reacts({
  to: StockReservationRequested,
  on: ReservationStream,
  id: (event) => event.reservationId,
  also: (_reservation, event) => stockOf(event.placeId, event.lines),
})
export class OnStockReservationRequested {
  readonly decide = reserveStock;
}
