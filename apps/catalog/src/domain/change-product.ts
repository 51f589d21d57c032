import { ProductChanged, type ChangeProduct } from '@entrepot/contracts/catalog';
import { contentHash, decided, DomainError, ignored, never, type Decide } from '@entrepot/kernel';
import { textOf, type Product } from './product';

/** Replaces the texts that are given. */
export const changeProduct: Decide<Product, ChangeProduct> = (product, request, given) => {
  const productId = given.key;
  switch (product.status) {
    case 'none':
      throw new DomainError('product.not-found', { productId });
    case 'known': {
      const text = { ...textOf(product), ...textOf(request) };
      if (contentHash(text) === contentHash(textOf(product))) return ignored('it says so already');
      return decided(new ProductChanged({ productId, title: product.title, ...text }));
    }
    default:
      return never(product);
  }
};
