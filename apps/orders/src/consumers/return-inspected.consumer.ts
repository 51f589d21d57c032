import { ReturnInspected } from '@entrepot/contracts/returns';
import { Reacts } from '@entrepot/messaging';
import { replacementRefs } from '../domain/replacement';
import { takeReturn } from '../domain/take-return';
import { OrderStream } from '../domain/order';
import { OrdersConfig } from '../orders.config';

@Reacts({
  to: ReturnInspected,
  on: OrderStream,
  id: (event) => event.orderId,
  also: (_, event, peek) => replacementRefs(event, peek),
})
export class OnReturnInspected {
  readonly decide = takeReturn(this.config.saga);

  constructor(private readonly config: OrdersConfig) {}
}
