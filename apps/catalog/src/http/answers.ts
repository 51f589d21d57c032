import type { ProductAnswer, SkuAnswer, VariantAnswer } from '@entrepot/contracts/catalog';
import { DomainError } from '@entrepot/kernel';
import { pricesAt } from '../domain/prices';
import { factsOf, textOf, type KnownProduct, type Product, type Variant } from '../domain/product';

/** A product as callers see it now. Throws `product.not-found` when there is none. */
export function productAnswer(productId: string, product: Product): ProductAnswer {
  if (product.status === 'none') throw new DomainError('product.not-found', { productId });
  const now = new Date().toISOString();
  const { title, published, variants } = product;
  return {
    productId,
    ...textOf(product),
    title,
    published,
    variants: variants.map((variant) => variantAnswer(variant, now)),
  };
}

/** A SKU with what its product says, at a moment. */
export function skuAnswer(productId: string, product: KnownProduct, variant: Variant, now: string): SkuAnswer {
  const { title: productTitle, category, published } = product;
  const under = category === undefined ? {} : { category };
  return { ...variantAnswer(variant, now), productId, productTitle, ...under, published };
}

function variantAnswer(variant: Variant, now: string): VariantAnswer {
  return { sku: variant.sku, ...factsOf(variant), prices: pricesAt(variant.prices, now) };
}
