import { VariantBundled } from '@entrepot/contracts/catalog';
import { Reacts } from '@entrepot/messaging';
import { learnBundle } from '../domain/learn-sku';
import { SkuStream } from '../domain/sku';

@Reacts({ to: VariantBundled, on: SkuStream, id: (event) => event.sku })
export class OnVariantBundled {
  readonly decide = learnBundle;
}
