import { OrderRoutingRequested } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { planRoute } from '../domain/plan-route';
import { routingKey, RoutingStream } from '../domain/routing';
import { StockFinder } from '../views/stock-finder';

@Reacts({ to: OrderRoutingRequested, on: RoutingStream, id: routingKey })
export class OnOrderRoutingRequested {
  readonly decide = planRoute;

  constructor(private readonly finder: StockFinder) {}

  gather(requests: readonly OrderRoutingRequested[], merchantIds: readonly string[]) {
    return this.finder.candidatesFor(requests, merchantIds);
  }
}
