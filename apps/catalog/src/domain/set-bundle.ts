import { SkuBundled, SkuUsed, VariantBundled } from '@entrepot/contracts/catalog';
import {
  contentHash,
  decided,
  DomainError,
  ignored,
  type Decide,
  type Decided,
  type Given,
  type StreamRef,
} from '@entrepot/kernel';
import { requireProduct, requireVariant } from './known-product';
import type { Product } from './product';
import type { Component } from './product-parts';
import { skuRefs, SkuStream, type Sku } from './sku';

/** What a variant is to be put together from; nothing: it is no bundle. */
export interface WantedBundle {
  readonly sku: string;
  readonly components: readonly Component[];
}

/** What the decision reads: the bundle's SKU, those of its components, and those that were. */
export function bundleRefs(product: Product, { sku, components }: WantedBundle): StreamRef<Sku>[] {
  const skus = [sku, ...components.map((each) => each.sku), ...componentsOf(product, sku).map((each) => each.sku)];
  return skuRefs([...new Set(skus)].map((each) => ({ sku: each })));
}

/**
 * Says what a variant is put together from. Components are ordinary SKUs: no bundle is in a bundle. Every SKU's stream knows whether it
 * is a bundle or in one, and is written when that changes, so that two decisions at once cannot nest two bundles.
 */
export const setBundle: Decide<Product, WantedBundle> = (product, request, given) => {
  const { sku, components } = request;
  const known = requireVariant(requireProduct(product, given), sku).components ?? [];
  if (contentHash(known) === contentHash(components)) return ignored('it is so already');
  requireComponents(sku, components, given);
  const bundled = new VariantBundled({ productId: given.key, sku, components });
  let decision = decided(bundled).on(SkuStream, sku, new SkuBundled({ sku, isBundle: components.length > 0 }));
  decision = mark(decision, sku, added(components, known), true);
  return mark(decision, sku, added(known, components), false);
};

function componentsOf(product: Product, sku: string): readonly Component[] {
  if (product.status === 'none') return [];
  return product.variants.find((variant) => variant.sku === sku)?.components ?? [];
}

/** SKUs that are in `now` and not in `before`. */
function added(now: readonly Component[], before: readonly Component[]): string[] {
  return now.map(({ sku }) => sku).filter((sku) => !before.some((each) => each.sku === sku));
}

function mark(decision: Decided, bundleSku: string, skus: readonly string[], isUsed: boolean): Decided {
  return skus.reduce((so, sku) => so.on(SkuStream, sku, new SkuUsed({ sku, bundleSku, isUsed })), decision);
}

function requireComponents(bundleSku: string, components: readonly Component[], given: Given): void {
  const own = given.read(SkuStream, bundleSku);
  const bundle = own.status === 'assigned' ? own.usedIn?.[0] : undefined;
  if (components.length > 0 && bundle !== undefined) {
    refuse('components', 'nested', `${bundleSku} is itself a component of ${bundle}`);
  }
  components.forEach(({ sku }, index) => {
    const field = `components[${index}].sku`;
    if (sku === bundleSku) refuse(field, 'cycle', 'a bundle cannot hold itself');
    if (components.findIndex((each) => each.sku === sku) !== index) refuse(field, 'unique', 'is given twice');
    const component = given.read(SkuStream, sku);
    if (component.status === 'free') refuse(field, 'exists', `there is no SKU ${sku}`);
    else if (component.isBundle === true) refuse(field, 'nested', `${sku} is a bundle itself`);
  });
}

function refuse(field: string, rule: string, message: string): never {
  throw new DomainError('bundle.invalid', {}, [{ field, rule, message }]);
}
