import { ProductTranslated, VariantTranslated } from '@entrepot/contracts/catalog';
import { contentHash, decided, ignored, type Decide } from '@entrepot/kernel';
import { requireAttributes } from './attributes';
import { requireProduct, requireVariant } from './known-product';
import { canonicalLocale } from './locales';
import { picked } from './picked';
import type { Product } from './product';
import type { ProductTranslation, VariantTranslation } from './product-parts';

/** Replaces all that a product says in a language; with no text it says nothing in it any more. */
export const translateProduct: Decide<Product, ProductTranslation> = (product, request, given) => {
  const known = requireProduct(product, given);
  const locale = canonicalLocale(request.locale);
  const said = { ...picked(request, ['title', 'description']), locale };
  if (isSaid(known.translations, said)) return ignored('it says so already');
  return decided(new ProductTranslated({ productId: given.key, ...said }));
};

/** Replaces all that a variant says in a language; with no text it says nothing in it any more. */
export const translateVariant: Decide<Product, VariantTranslation & { readonly sku: string }> = (
  product,
  request,
  given,
) => {
  const { sku } = request;
  const known = requireVariant(requireProduct(product, given), sku);
  const locale = canonicalLocale(request.locale);
  requireAttributes(request.attributes, 'attributes');
  const said = { ...picked(request, ['title', 'attributes']), locale };
  if (isSaid(known.translations, said)) return ignored('it says so already');
  return decided(variantTranslated(given.key, sku, said));
};

/** The event of a variant that says this in a language. */
export function variantTranslated(productId: string, sku: string, said: VariantTranslation): VariantTranslated {
  return new VariantTranslated({ productId, sku, ...said });
}

/** Whether this is all that is said in its language. */
export function isSaid<T extends { readonly locale: string }>(known: readonly T[] = [], said: T): boolean {
  const before = known.find(({ locale }) => locale === said.locale) ?? { locale: said.locale };
  return contentHash(before) === contentHash(said);
}
