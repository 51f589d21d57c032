import type { VariantInput } from '@entrepot/contracts/catalog';
import {
  contentHash,
  decided,
  DomainError,
  ignored,
  never,
  type Decide,
  type Decision,
  type Given,
} from '@entrepot/kernel';
import { isKnownPrice } from './prices';
import { factsOf, type KnownProduct, type Product, type Variant } from './product';
import { isSaid } from './translate-product';
import { requireTranslations } from './translations';
import { addedEvents, assign, MOST_VARIANTS, requireVariants } from './variant-input';

/** Adds a variant to a product. Its SKU makes it one variant, however often it is sent. */
export const addVariant: Decide<Product, VariantInput> = (product, request, given) => {
  switch (product.status) {
    case 'none':
      throw new DomainError('product.not-found', { productId: given.key });
    case 'known':
      return add(product, request, given);
    default:
      return never(product);
  }
};

function add(product: KnownProduct, request: VariantInput, given: Given): Decision {
  const productId = given.key;
  const { sku } = request;
  const known = product.variants.find((variant) => variant.sku === sku);
  if (known !== undefined) {
    if (saysTheSame(known, request)) return ignored('added already');
    throw new DomainError('variant.conflict', { sku });
  }
  if (product.variants.length >= MOST_VARIANTS) throw new DomainError('variant.too-many', { limit: MOST_VARIANTS });
  requireVariants([request], productId, given, '');
  return assign(decided(...addedEvents(productId, request, given.now)), sku, productId);
}

/** A price without a beginning began when it was first sent: any beginning will do. */
function saysTheSame(known: Variant, request: VariantInput): boolean {
  if (contentHash(factsOf(known)) !== contentHash(factsOf(request))) return false;
  const said = requireTranslations(request.translations, 'translations');
  if (!said.every((each) => isSaid(known.translations, each))) return false;
  return (request.prices ?? []).every(({ currency, amount, validFrom }) =>
    validFrom === undefined
      ? known.prices.some((price) => price.currency === currency && price.amount === amount)
      : isKnownPrice(known.prices, { currency, amount, validFrom }),
  );
}
