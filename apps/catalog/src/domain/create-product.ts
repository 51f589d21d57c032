import { ProductCreated, ProductTranslated, type CreateProduct } from '@entrepot/contracts/catalog';
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
import { textOf, type Product } from './product';
import { requireTranslations } from './translations';
import { addedEvents, assign, requireVariants } from './variant-input';

/** Makes a product known, with its variants and prices. Its id makes it one product, however often it is sent. */
export const createProduct: Decide<Product, CreateProduct> = (product, request, given) => {
  const { productId: _productId, ...content } = request;
  const hash = contentHash(content);
  switch (product.status) {
    case 'none':
      return create(request, hash, given);
    case 'known':
      if (product.contentHash === hash) return ignored('created already');
      throw new DomainError('product.conflict', { productId: given.key });
    default:
      return never(product);
  }
};

function create(request: CreateProduct, hash: string, given: Given): Decision {
  const productId = given.key;
  const { title, variants } = request;
  requireVariants(variants, productId, given, 'variants');
  const created = new ProductCreated({ productId, ...textOf(request), title, contentHash: hash });
  const translated = requireTranslations(request.translations, 'translations').map(
    (said) => new ProductTranslated({ productId, ...said }),
  );
  const added = variants.flatMap((variant) => addedEvents(productId, variant, given.now));
  const decision = decided(created, ...translated, ...added);
  return variants.reduce((so, { sku }) => assign(so, sku, productId), decision);
}
