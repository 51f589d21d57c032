import { refusalOf, Shelf } from '../../test/shelf';
import { pricesAt } from './prices';

function shelfWithA(): Shelf {
  const shelf = new Shelf();
  shelf.create({ variants: [{ sku: 'A' }] });
  return shelf;
}

describe('pricing a variant', () => {
  it('begins now when nothing else is said', () => {
    const shelf = shelfWithA();
    shelf.price({ currency: 'EUR', amount: 1990 });
    expect(shelf.product().variants[0]?.prices).toEqual([
      { currency: 'EUR', amount: 1990, validFrom: '2026-03-02T09:00:00.000Z' },
    ]);
  });

  it('keeps a history per currency: the price that began last is the price', () => {
    const shelf = shelfWithA();
    shelf.price({ currency: 'EUR', amount: 3, validFrom: '2026-03-01T00:00:00Z' });
    shelf.price({ currency: 'EUR', amount: 1, validFrom: '2026-01-01T00:00:00Z' });
    shelf.price({ currency: 'EUR', amount: 9, validFrom: '2027-01-01T00:00:00+02:00' });
    shelf.price({ currency: 'BRL', amount: 5, validFrom: '2026-01-01T00:00:00Z' });
    const history = shelf.product().variants[0]?.prices ?? [];
    expect(pricesAt(history, '2026-02-01T00:00:00Z').map(({ amount }) => amount)).toEqual([5, 1]);
    expect(pricesAt(history, '2026-03-01T00:00:00Z').map(({ amount }) => amount)).toEqual([5, 3]);
    expect(pricesAt(history, '2026-12-31T22:00:00Z').map(({ amount }) => amount)).toEqual([5, 9]);
    expect(pricesAt(history, '2025-01-01T00:00:00Z')).toEqual([]);
  });

  it('corrects a price that begins at the same moment', () => {
    const shelf = shelfWithA();
    const validFrom = '2026-01-01T00:00:00Z';
    shelf.price({ currency: 'EUR', amount: 1, validFrom });
    shelf.price({ currency: 'EUR', amount: 2, validFrom });
    shelf.price({ currency: 'EUR', amount: 1, validFrom });
    const history = shelf.product().variants[0]?.prices ?? [];
    expect(pricesAt(history, '2026-02-01T00:00:00Z')).toEqual([{ currency: 'EUR', amount: 1, validFrom }]);
    expect(history).toHaveLength(3);
  });

  it('ignores what it costs already, at whatever offset it is written', () => {
    const shelf = shelfWithA();
    shelf.price({ currency: 'EUR', amount: 1, validFrom: '2026-01-01T00:00:00Z' });
    expect(shelf.price({ currency: 'EUR', amount: 1, validFrom: '2026-01-01T01:00:00+01:00' })).toMatchObject({
      kind: 'ignored',
    });
  });

  it('ignores a price from now on that it has now', () => {
    const shelf = shelfWithA();
    shelf.price({ currency: 'EUR', amount: 1, validFrom: '2026-01-01T00:00:00Z' });
    expect(shelf.price({ currency: 'EUR', amount: 1 })).toMatchObject({ kind: 'ignored' });
    expect(shelf.price({ currency: 'EUR', amount: 2 })).toMatchObject({ kind: 'decided' });
  });

  it('refuses a SKU or a product that does not exist', () => {
    const shelf = shelfWithA();
    expect(refusalOf(() => shelf.price({ currency: 'EUR', amount: 1 }, 'B'))).toBe('sku.not-found');
    expect(refusalOf(() => shelf.price({ currency: 'EUR', amount: 1 }, 'A', 'p2'))).toBe('product.not-found');
  });
});
