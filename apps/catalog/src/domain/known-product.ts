import { DomainError, never, type Given } from '@entrepot/kernel';
import type { KnownProduct, Product, Variant } from './product';

/** The product; throws `product.not-found` where there is none. */
export function requireProduct(product: Product, given: Given): KnownProduct {
  switch (product.status) {
    case 'none':
      throw new DomainError('product.not-found', { productId: given.key });
    case 'known':
      return product;
    default:
      return never(product);
  }
}

/** One of its variants; throws `sku.not-found`. */
export function requireVariant(product: KnownProduct, sku: string): Variant {
  const variant = product.variants.find((each) => each.sku === sku);
  if (variant === undefined) throw new DomainError('sku.not-found', { sku });
  return variant;
}
