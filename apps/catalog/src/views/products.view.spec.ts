import type { KnownProduct } from '../domain/product';
import { ProductsView } from './products.view';
import { wordsOf } from './words';

describe('a row of the list of products', () => {
  it('has the words of every SKU and GTIN, of as many variants as a product is created with', () => {
    const variants = Array.from({ length: 200 }, (_, n) => ({
      ...{ sku: `TS${n}-X${n}`, gtin: `40065418${10_000 + n}`, title: `Größe ${n} in der Farbe F${n}`, prices: [] },
      attributes: [{ name: 'batch', value: `B${n}` }],
    }));
    const product: KnownProduct = { status: 'known', title: 'Shirt', published: true, variants };
    const { words } = new ProductsView().row(product)!;
    const missing = variants
      .flatMap(({ sku, gtin }) => wordsOf(`${sku} ${gtin}`))
      .filter((word) => !words.includes(word));
    expect(missing).toEqual([]);
    expect(words).toEqual(expect.arrayContaining(wordsOf('Shirt Größe 199 in der Farbe F199 B199')));
  });
});
