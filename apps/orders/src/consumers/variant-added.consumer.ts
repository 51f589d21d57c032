import { VariantAdded } from '@entrepot/contracts/catalog';
import { Reacts } from '@entrepot/messaging';
import { learnSku } from '../domain/learn-sku';
import { SkuStream } from '../domain/sku';

@Reacts({ to: VariantAdded, on: SkuStream, id: (event) => event.sku })
export class OnVariantAdded {
  readonly decide = learnSku;
}
