import { GTIN, refusalOf, Shelf, typesOf } from '../../test/shelf';

const eur = { currency: 'EUR', amount: 1990 };

describe('creating a product', () => {
  it('records it with its variants and prices, and gives the SKUs to it', () => {
    const shelf = new Shelf();
    const variants = [{ sku: 'A', gtin: GTIN, weightGrams: 180, prices: [eur] }, { sku: 'B' }];
    expect(typesOf(shelf.create({ title: 'Shirt', brand: 'E', variants }))).toEqual([
      'ProductCreated',
      'VariantAdded',
      'VariantPriced',
      'VariantAdded',
      'SkuAssigned',
      'SkuAssigned',
    ]);
    expect(shelf.product()).toMatchObject({
      title: 'Shirt',
      brand: 'E',
      published: false,
      variants: [
        { sku: 'A', gtin: GTIN, prices: [{ ...eur, validFrom: '2026-03-02T09:00:00.000Z' }] },
        { sku: 'B', prices: [] },
      ],
    });
  });

  it('is one product however often it is sent, and refuses other content under its id', () => {
    const shelf = new Shelf();
    shelf.create({ variants: [{ sku: 'A', prices: [eur] }] });
    shelf.now = '2026-03-03T09:00:00.000Z';
    expect(shelf.create({ variants: [{ sku: 'A', prices: [eur] }] })).toMatchObject({ kind: 'ignored' });
    shelf.change({ title: 'Better shirt' });
    expect(shelf.create({ variants: [{ sku: 'A', prices: [eur] }] })).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shelf.create({ title: 'Trousers' }))).toBe('product.conflict');
  });

  it('refuses a SKU of another product and names the field', () => {
    const shelf = new Shelf();
    shelf.create({ variants: [{ sku: 'A' }] });
    expect(() => shelf.create({ variants: [{ sku: 'B' }, { sku: 'A' }] }, 'p2')).toThrow(
      expect.objectContaining({
        code: 'sku.taken',
        errors: [expect.objectContaining({ field: 'variants[1].sku', rule: 'unique' })],
      }),
    );
  });

  it('refuses a SKU that is given twice', () => {
    expect(refusalOf(() => new Shelf().create({ variants: [{ sku: 'A' }, { sku: 'A' }] }))).toBe(
      'product.sku-repeated',
    );
  });

  it('refuses a GTIN with a wrong check digit', () => {
    const variants = [{ sku: 'A', gtin: '4006381333932' }];
    expect(refusalOf(() => new Shelf().create({ variants }))).toBe('variant.gtin-invalid');
  });
});
