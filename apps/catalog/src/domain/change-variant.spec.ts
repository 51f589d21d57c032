import { faultOf, GTIN, refusalOf, Shelf } from '../../test/shelf';

function shelfWithShirt(): Shelf {
  const shelf = new Shelf();
  const attributes = [{ name: 'size', value: 'M' }];
  shelf.create({
    variants: [{ sku: 'A', title: 'M', weightGrams: 5, attributes, prices: [{ currency: 'EUR', amount: 1 }] }],
  });
  return shelf;
}

describe('changing a variant', () => {
  it('replaces what is given, forgets what is removed, keeps the rest', () => {
    const shelf = shelfWithShirt();
    shelf.translateVariant({ locale: 'de', title: 'Größe M' });
    shelf.changeVariant({ gtin: GTIN, attributes: [{ name: 'size', value: 'L' }], remove: ['weightGrams'] });
    expect(shelf.product().variants).toMatchObject([
      { sku: 'A', title: 'M', gtin: GTIN, attributes: [{ name: 'size', value: 'L' }], prices: [{ amount: 1 }] },
    ]);
    expect(shelf.product().variants[0]).not.toHaveProperty('weightGrams');
    expect(shelf.product().variants[0]?.translations).toEqual([{ locale: 'de', title: 'Größe M' }]);
  });

  it('ignores what is so already', () => {
    expect(shelfWithShirt().changeVariant({ weightGrams: 5, remove: ['hsCode'] })).toMatchObject({ kind: 'ignored' });
  });

  it('is refused for what cannot be', () => {
    const shelf = shelfWithShirt();
    expect(faultOf(() => shelf.changeVariant({ gtin: '4006381333932' }))).toBe('gtin check-digit');
    expect(faultOf(() => shelf.changeVariant({ remove: ['hsCode', 'sku'] }))).toBe('remove[1] words');
    expect(faultOf(() => shelf.changeVariant({ title: 'x', remove: ['title'] }))).toBe('remove[0] exclusive');
    const twice = [1, 2].map((n) => ({ name: 'size', value: String(n) }));
    expect(faultOf(() => shelf.changeVariant({ attributes: twice }))).toBe('attributes[1].name unique');
    expect(refusalOf(() => shelf.changeVariant({ title: 'x' }, 'Z'))).toBe('sku.not-found');
    expect(refusalOf(() => shelf.changeVariant({ title: 'x' }, 'A', 'p9'))).toBe('product.not-found');
  });
});

describe('changing a product', () => {
  it('forgets texts that are removed, but never its title', () => {
    const shelf = new Shelf();
    shelf.create({ title: 'Shirt', brand: 'E', category: 'c' });
    shelf.translate({ locale: 'de', title: 'Hemd' });
    shelf.change({ category: 'd', remove: ['brand'] });
    expect(shelf.product()).toMatchObject({ title: 'Shirt', category: 'd', translations: [{ locale: 'de' }] });
    expect(shelf.product()).not.toHaveProperty('brand');
    expect(faultOf(() => shelf.change({ remove: ['title'] }))).toBe('remove[0] words');
  });
});
