import { ProductPublished, ProductUnpublished } from '@entrepot/contracts/catalog';
import { decided, DomainError, ignored, never, type Decide } from '@entrepot/kernel';
import type { Product } from './product';

/** Puts a product up for sale. */
export const publishProduct: Decide<Product, undefined> = (product, _request, given) => {
  const productId = given.key;
  switch (product.status) {
    case 'none':
      throw new DomainError('product.not-found', { productId });
    case 'known':
      if (product.published) return ignored('published already');
      if (product.variants.length === 0) throw new DomainError('product.without-variants', { productId });
      return decided(new ProductPublished({ productId }));
    default:
      return never(product);
  }
};

/** Takes a product off sale. Orders that were placed go on. */
export const unpublishProduct: Decide<Product, undefined> = (product, _request, given) => {
  const productId = given.key;
  switch (product.status) {
    case 'none':
      throw new DomainError('product.not-found', { productId });
    case 'known':
      return product.published ? decided(new ProductUnpublished({ productId })) : ignored('not published');
    default:
      return never(product);
  }
};
