import { refusalOf, Shelf, typesOf } from '../../test/shelf';

const eur = { currency: 'EUR', amount: 1990 };

describe('adding a variant', () => {
  it('records it with its prices and gives the SKU to the product', () => {
    const shelf = new Shelf();
    shelf.create();
    expect(typesOf(shelf.add({ sku: 'A', prices: [eur] }))).toEqual(['VariantAdded', 'VariantPriced', 'SkuAssigned']);
  });

  it('is one variant however often it is sent, and refuses other content under its SKU', () => {
    const shelf = new Shelf();
    shelf.create();
    shelf.add({ sku: 'A', weightGrams: 5, prices: [eur] });
    shelf.now = '2026-03-03T09:00:00.000Z';
    expect(shelf.add({ sku: 'A', weightGrams: 5, prices: [eur] })).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shelf.add({ sku: 'A', weightGrams: 6 }))).toBe('variant.conflict');
    expect(refusalOf(() => shelf.add({ sku: 'A', weightGrams: 5, prices: [{ ...eur, amount: 1 }] }))).toBe(
      'variant.conflict',
    );
  });

  it('refuses a SKU of another product, and a product that does not exist', () => {
    const shelf = new Shelf();
    shelf.create({ variants: [{ sku: 'A' }] });
    shelf.create({}, 'p2');
    expect(refusalOf(() => shelf.add({ sku: 'A' }, 'p2'))).toBe('sku.taken');
    expect(refusalOf(() => shelf.add({ sku: 'C' }, 'p3'))).toBe('product.not-found');
  });
});
