import { OrderExchangeUndone } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { noteReduction } from '../domain/exchange';
import { ReturnStream } from '../domain/return';

/** Where nothing is replaced, returns hears of it by ExchangeAnswered. */
@Reacts({
  to: OrderExchangeUndone,
  on: ReturnStream,
  id: ({ returnId, lines }) => (lines === undefined ? undefined : returnId),
})
export class OnOrderExchangeUndone {
  readonly decide = noteReduction;
}
