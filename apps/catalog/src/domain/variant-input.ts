import {
  SkuAssigned,
  VariantAdded,
  VariantPriced,
  type VariantInput,
  type VariantTranslated,
} from '@entrepot/contracts/catalog';
import { type Decided, DomainError, type Given } from '@entrepot/kernel';
import { requireAttributes } from './attributes';
import { hasRightCheckDigit } from './gtin';
import { requireTranslations } from './translations';
import { variantTranslated } from './translate-product';
import { factsOf } from './product';
import { requireFreeSku, SkuStream } from './sku';

/** Every change of a product reads and tells all of it. */
export const MOST_VARIANTS = 2_000;

/** Refuses variants that cannot be part of a product; `path` is where they stand in the request. */
export function requireVariants(
  variants: readonly VariantInput[],
  productId: string,
  given: Given,
  path: string,
): void {
  const seen = new Set<string>();
  variants.forEach(({ sku, gtin, attributes, translations }, index) => {
    const at = path === '' ? '' : `${path}[${index}].`;
    if (seen.has(sku)) {
      const message = 'is given twice';
      throw new DomainError('product.sku-repeated', { sku }, [{ field: `${at}sku`, rule: 'unique', message }]);
    }
    seen.add(sku);
    requireGtin(gtin, `${at}gtin`);
    requireAttributes(attributes, `${at}attributes`);
    requireTranslations(translations, `${at}translations`);
    requireFreeSku(sku, productId, given, `${at}sku`);
  });
}

/** Refuses a GTIN whose check digit is wrong. */
export function requireGtin(gtin: string | undefined, field: string): void {
  if (gtin === undefined || hasRightCheckDigit(gtin)) return;
  const message = 'has a wrong check digit';
  throw new DomainError('variant.gtin-invalid', { gtin }, [{ field, rule: 'check-digit', message }]);
}

/** What a new variant with its prices is recorded as, in the stream of its product. */
export function addedEvents(
  productId: string,
  variant: VariantInput,
  now: string,
): (VariantAdded | VariantPriced | VariantTranslated)[] {
  const { sku, prices = [], translations } = variant;
  const priced = prices.map(
    ({ currency, amount, validFrom = now }) => new VariantPriced({ productId, sku, currency, amount, validFrom }),
  );
  const added = new VariantAdded({ productId, sku, ...factsOf(variant) });
  const translated = requireTranslations(translations, 'translations').map((said) =>
    variantTranslated(productId, sku, said),
  );
  return [added, ...translated, ...priced];
}

/** The decision with the SKU given to the product in the same commit. */
export function assign(decision: Decided, sku: string, productId: string): Decided {
  return decision.on(SkuStream, sku, new SkuAssigned({ sku, productId }));
}
