import { VariantPriced } from '@entrepot/contracts/catalog';
import { Reacts } from '@entrepot/messaging';
import { learnPrice } from '../domain/learn-sku';
import { SkuStream } from '../domain/sku';

@Reacts({ to: VariantPriced, on: SkuStream, id: (event) => event.sku })
export class OnVariantPriced {
  readonly decide = learnPrice;
}
