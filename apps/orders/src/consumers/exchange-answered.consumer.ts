import { ExchangeAnswered } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { OrderStream } from '../domain/order';
import { undoExchange } from '../domain/undo-exchange';
import { OrdersConfig } from '../orders.config';

@Reacts({
  to: ExchangeAnswered,
  on: OrderStream,
  id: ({ outcome, originalOrderId }) => (outcome === 'failed' ? originalOrderId : undefined),
})
export class OnExchangeAnswered {
  readonly decide = undoExchange(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
