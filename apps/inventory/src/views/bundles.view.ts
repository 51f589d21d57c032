import { VariantBundled } from '@entrepot/contracts/catalog';
import { Mirrors } from '@entrepot/messaging';

/** What a bundle is put together from, as catalog says. */
export interface BundleRow {
  readonly components: readonly { readonly sku: string; readonly quantity: number }[];
}

@Mirrors({ events: [VariantBundled], view: 'bundles', id: ({ sku }) => sku })
export class BundlesView {
  row({ components }: VariantBundled): BundleRow | undefined {
    return components.length === 0 ? undefined : { components };
  }
}
