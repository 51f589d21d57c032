import { StockRestockRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { RestockStream } from '../domain/restock';
import { restockGoods } from '../domain/restock-goods';
import { stockOf } from '../domain/stock';

@Reacts({
  to: StockRestockRequested,
  on: RestockStream,
  id: (event) => event.restockId,
  also: (_restock, event) => stockOf(event.placeId, event.lines),
})
export class OnStockRestockRequested {
  readonly decide = restockGoods;
}
