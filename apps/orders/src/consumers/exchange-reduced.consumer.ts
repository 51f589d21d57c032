import { ExchangeReduced } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { OrderStream } from '../domain/order';
import { reduceExchange } from '../domain/undo-exchange';
import { OrdersConfig } from '../orders.config';

@Reacts({ to: ExchangeReduced, on: OrderStream, id: ({ originalOrderId }) => originalOrderId })
export class OnExchangeReduced {
  readonly decide = reduceExchange(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
