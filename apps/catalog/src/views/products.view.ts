import { Projects } from '@entrepot/messaging';
import { ProductStream, type Product, type ProductText } from '../domain/product';
import { wordsOf } from './words';

/** A row of the list of products. */
export interface ProductRow extends Pick<ProductText, 'title' | 'category' | 'brand'> {
  readonly published: boolean;
  readonly skus: readonly string[];
  /** Every word by which the product is found. */
  readonly words: readonly string[];
}

/** Longest word list of a product: an index entry each. */
const MAX_WORDS = 500;

@Projects({ of: ProductStream, view: 'products', indexes: [{ words: 1 }, { category: 1 }, { published: 1 }] })
export class ProductsView {
  row(product: Product): ProductRow | undefined {
    if (product.status === 'none') return undefined;
    const { title, category, brand, published, variants } = product;
    const texts = [title, category ?? '', brand ?? '', ...variants.flatMap(searchable)];
    return {
      title,
      ...(category === undefined ? {} : { category }),
      ...(brand === undefined ? {} : { brand }),
      published,
      skus: variants.map(({ sku }) => sku),
      words: [...new Set(texts.flatMap(wordsOf))].slice(0, MAX_WORDS),
    };
  }
}

function searchable({ sku, title = '', gtin = '' }: { sku: string; title?: string; gtin?: string }): string[] {
  return [sku, title, gtin];
}
