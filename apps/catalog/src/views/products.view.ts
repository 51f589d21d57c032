import { Projects } from '@entrepot/messaging';
import { ProductStream, type Product, type ProductText, type Variant } from '../domain/product';
import { wordsOf } from './words';

/** A row of the list of products. */
export interface ProductRow extends Pick<ProductText, 'title' | 'category' | 'brand'> {
  readonly published: boolean;
  readonly skus: readonly string[];
  readonly gtins: readonly string[];
  readonly titles?: readonly { readonly locale: string; readonly title: string }[];
  /** Every word by which the product is found. */
  readonly words: readonly string[];
}

/** Longest word list of a product: an index entry each. The 200 variants of a product as it is created have fewer. */
const MAX_WORDS = 5_000;

@Projects({
  of: ProductStream,
  view: 'products',
  indexes: [{ words: 1 }, { category: 1 }, { published: 1 }, { gtins: 1 }],
})
export class ProductsView {
  row(product: Product): ProductRow | undefined {
    if (product.status === 'none') return undefined;
    const { title, category, brand, published, variants, translations = [] } = product;
    const titles = translations.flatMap((each) =>
      each.title === undefined ? [] : [{ locale: each.locale, title: each.title }],
    );
    const named = [title, category ?? '', brand ?? '', ...titles.map((each) => each.title)];
    // By what people copy and paste first, should there be more than can be kept.
    const texts = [...named, ...variants.flatMap(({ sku, gtin = '' }) => [sku, gtin]), ...variants.flatMap(said)];
    return {
      title,
      ...(category === undefined ? {} : { category }),
      ...(brand === undefined ? {} : { brand }),
      published,
      skus: variants.map(({ sku }) => sku),
      gtins: variants.flatMap(({ gtin }) => gtin ?? []),
      ...(titles.length > 0 && { titles }),
      words: [...new Set(texts.flatMap(wordsOf))].slice(0, MAX_WORDS),
    };
  }
}

function said({ title = '', attributes = [], translations = [] }: Variant): string[] {
  return [title, ...attributes.map(({ value }) => value), ...translations.map((each) => each.title ?? '')];
}
