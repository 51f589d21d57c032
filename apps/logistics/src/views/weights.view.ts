import { VariantAdded, VariantChanged } from '@entrepot/contracts/catalog';
import { Mirrors } from '@entrepot/messaging';

/** What a piece of a SKU weighs. */
export interface WeightRow {
  readonly weightGrams: number;
}

@Mirrors<typeof VariantAdded | typeof VariantChanged>({
  events: [VariantAdded, VariantChanged],
  view: 'weights',
  id: ({ sku }) => sku,
})
export class WeightsView {
  row({ weightGrams }: VariantAdded | VariantChanged): WeightRow | undefined {
    return weightGrams === undefined ? undefined : { weightGrams };
  }
}
