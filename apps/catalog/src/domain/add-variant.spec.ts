import { refusalOf, Shelf, typesOf } from '../../test/shelf';
import { MOST_VARIANTS } from './variant-input';

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

  it('refuses what is said in another language otherwise than before, rather than dropping it', () => {
    const shelf = new Shelf();
    shelf.create();
    const said = { locale: 'pt-br', title: 'Tamanho M' };
    shelf.add({ sku: 'A', translations: [said] });
    expect(shelf.add({ sku: 'A', translations: [said] })).toMatchObject({ kind: 'ignored' });
    expect(shelf.add({ sku: 'A' })).toMatchObject({ kind: 'ignored' });
    const again = (locale: string) =>
      refusalOf(() => shelf.add({ sku: 'A', translations: [said, { locale, title: 'M' }] }));
    expect(again('de')).toBe('variant.conflict');
    expect(again('pt-BR')).toBe('product.translation-repeated');
    expect(again('no language')).toBe('locale.invalid');
    expect(refusalOf(() => shelf.add({ sku: 'A', translations: [{ ...said, title: 'M' }] }))).toBe('variant.conflict');
  });

  it('refuses one more than a product can have, but still says that one of them is known', () => {
    const shelf = new Shelf();
    const variants = Array.from({ length: MOST_VARIANTS }, (_, n) => ({ sku: `A${n}` }));
    shelf.create({ variants });
    expect(refusalOf(() => shelf.add({ sku: 'B' }))).toBe('variant.too-many');
    expect(shelf.add({ sku: 'A7' })).toMatchObject({ kind: 'ignored' });
  });

  it('refuses a SKU of another product, and a product that does not exist', () => {
    const shelf = new Shelf();
    shelf.create({ variants: [{ sku: 'A' }] });
    shelf.create({}, 'p2');
    expect(refusalOf(() => shelf.add({ sku: 'A' }, 'p2'))).toBe('sku.taken');
    expect(refusalOf(() => shelf.add({ sku: 'C' }, 'p3'))).toBe('product.not-found');
  });
});
