import { SkuStillAwaited } from '@entrepot/contracts/orders';
import { Reacts } from '@entrepot/messaging';
import { tellWaitingOrders } from '../domain/learn-sku';
import { SkuStream } from '../domain/sku';

@Reacts({ to: SkuStillAwaited, on: SkuStream, id: (event) => event.sku })
export class OnSkuStillAwaited {
  readonly decide = tellWaitingOrders;
}
