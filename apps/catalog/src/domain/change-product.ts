import { ProductChanged, type ChangeProduct } from '@entrepot/contracts/catalog';
import { contentHash, decided, ignored, type Decide } from '@entrepot/kernel';
import { requireProduct } from './known-product';
import { textOf, type Product } from './product';
import { changedFields } from './removed-fields';

const REMOVABLE = ['description', 'category', 'brand'];

/** Replaces the texts that are given, and forgets those that are to be removed. */
export const changeProduct: Decide<Product, ChangeProduct> = (product, request, given) => {
  const known = requireProduct(product, given);
  const { remove } = request;
  const text = changedFields(textOf(known), textOf(request), { ...(remove && { remove }), removable: REMOVABLE });
  if (contentHash(text) === contentHash(textOf(known))) return ignored('it says so already');
  return decided(new ProductChanged({ productId: given.key, title: known.title, ...text }));
};
