import { ReturnRestockRequested } from '@entrepot/contracts/returns';
import { Reacts } from '@entrepot/messaging';
import { RestockStream } from '../domain/restock';
import { restockGoods } from '../domain/restock-goods';
import { stockOf } from '../domain/stock';

@Reacts({
  to: ReturnRestockRequested,
  on: RestockStream,
  id: (event) => event.restockId,
  also: (_restock, event) => stockOf(event.placeId, event.lines),
})
export class OnReturnRestockRequested {
  readonly decide = restockGoods;
}
