import { VariantPriced, type PriceInput } from '@entrepot/contracts/catalog';
import { decided, DomainError, ignored, never, type Decide, type Decision, type Given } from '@entrepot/kernel';
import { newPrice } from './prices';
import type { KnownProduct, Product } from './product';

/** Which variant of the product gets the price. */
export interface PriceOfSku extends PriceInput {
  readonly sku: string;
}

/** Gives a variant a price from a moment on; earlier and later prices stay. */
export const priceVariant: Decide<Product, PriceOfSku> = (product, request, given) => {
  switch (product.status) {
    case 'none':
      throw new DomainError('product.not-found', { productId: given.key });
    case 'known':
      return price(product, request, given);
    default:
      return never(product);
  }
};

function price(product: KnownProduct, request: PriceOfSku, given: Given): Decision {
  const { sku, ...wanted } = request;
  const variant = product.variants.find((each) => each.sku === sku);
  if (variant === undefined) throw new DomainError('sku.not-found', { sku });
  const fresh = newPrice(variant.prices, wanted, given.now);
  if (fresh === undefined) return ignored('it costs that already');
  return decided(new VariantPriced({ productId: given.key, sku, ...fresh }));
}
