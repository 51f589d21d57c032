import { VariantChanged, type ChangeVariant } from '@entrepot/contracts/catalog';
import { contentHash, decided, ignored, type Decide } from '@entrepot/kernel';
import { requireAttributes } from './attributes';
import { requireProduct, requireVariant } from './known-product';
import { factsOf, FACTS, type Product } from './product';
import { changedFields } from './removed-fields';
import { requireGtin } from './variant-input';

/** Replaces the facts that are given, and forgets those that are to be removed. */
export const changeVariant: Decide<Product, ChangeVariant & { readonly sku: string }> = (product, request, given) => {
  const { sku, remove, ...told } = request;
  const known = factsOf(requireVariant(requireProduct(product, given), sku));
  requireGtin(told.gtin, 'gtin');
  requireAttributes(told.attributes, 'attributes');
  const facts = changedFields(known, factsOf(told), { ...(remove && { remove }), removable: FACTS });
  if (contentHash(facts) === contentHash(known)) return ignored('it says so already');
  return decided(new VariantChanged({ productId: given.key, sku, ...facts }));
};
