import { StockReleaseRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { releaseStock } from '../domain/release-stock';
import { ReservationStream, stockHeldBy } from '../domain/reservation';

@Reacts({
  to: StockReleaseRequested,
  on: ReservationStream,
  id: (event) => event.reservationId,
  also: stockHeldBy,
})
export class OnStockReleaseRequested {
  readonly decide = releaseStock;
}
