import { refusalOf, Shelf } from '../../test/shelf';
import type { ImportFact } from './import-facts';
import { MOST_VARIANTS } from './variant-input';

const eur = (amount: number, validFrom?: string) => ({ currency: 'EUR', amount, ...(validFrom && { validFrom }) });

function fact(line: number, over: Partial<ImportFact> = {}): ImportFact {
  return { line, productId: 'p1', text: {}, variants: [], ...over };
}

function faultsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    const { errors = [] } = error as { errors?: { line: number; field: string; rule: string }[] };
    return errors.map(({ line, field, rule }) => `${line} ${field} ${rule}`);
  }
  return ['not refused'];
}

describe('importing a catalog', () => {
  it('creates products, variants and the price history, all in one decision', () => {
    const shelf = new Shelf();
    const decision = shelf.import([
      fact(2, { text: { title: 'Shirt' }, variants: [{ sku: 'A', facts: { weightGrams: 5 }, prices: [eur(1)] }] }),
      fact(3, { variants: [{ sku: 'A', facts: {}, prices: [eur(2, '2026-01-01T00:00:00Z')] }] }),
      fact(4, { productId: 'p2', text: { title: 'Hat' }, variants: [{ sku: 'B', facts: {}, prices: [] }] }),
      fact(5, { productId: 'p2', published: true }),
    ]);
    expect(decision).toMatchObject({
      events: [
        { type: 'CatalogImported', importId: 'imp_1', products: 2, variants: 2, prices: 2, contentHash: 'hash' },
      ],
    });
    expect(shelf.product('p1')).toMatchObject({
      title: 'Shirt',
      published: false,
      variants: [{ sku: 'A', weightGrams: 5, prices: [{ amount: 2 }, { amount: 1 }] }],
    });
    expect(shelf.product('p2')).toMatchObject({ published: true, variants: [{ sku: 'B' }] });
  });

  it('names the line of the first variant that a product has no room for', () => {
    const shelf = new Shelf();
    const line = (n: number) =>
      fact(n + 2, { text: { title: 'Shirt' }, variants: [{ sku: `A${n}`, facts: {}, prices: [] }] });
    const lines = Array.from({ length: MOST_VARIANTS + 2 }, (_, n) => line(n));
    shelf.import(lines.slice(0, 1_500), 'first');
    expect(faultsOf(() => shelf.import(lines, 'second'))).toEqual([`${MOST_VARIANTS + 2} sku too-many`]);
    shelf.import(lines.slice(0, MOST_VARIANTS), 'second');
    expect(shelf.product().variants).toHaveLength(MOST_VARIANTS);
  });

  it('lets a price without a beginning count after those that have one, so that the file again changes nothing', () => {
    const shelf = new Shelf();
    const prices = [eur(3, '2020-01-01T00:00:00Z'), eur(3), eur(0, '2020-02-01T00:00:00Z')];
    const file = [fact(2, { text: { title: 'Shirt' }, variants: [{ sku: 'A', facts: {}, prices }] })];
    shelf.import(file, 'first');
    const before = shelf.recorded.length;
    shelf.import(file, 'second');
    expect(shelf.recorded.slice(before)).toMatchObject([{ type: 'CatalogImported', prices: 0 }]);
  });

  it('takes as many prices of one SKU as a file has lines without standing still, and finds them all again', () => {
    const shelf = new Shelf();
    const from = (n: number) => new Date(Date.UTC(2020, 0, 1) + n * 3_600_000).toISOString();
    const prices = Array.from({ length: 20_000 }, (_, n) => eur(n % 90, from(n)));
    const file = prices.map((price, n) =>
      fact(n + 2, { text: { title: 'Shirt' }, variants: [{ sku: 'A', facts: {}, prices: [price] }] }),
    );
    expect(shelf.import(file, 'first')).toMatchObject({ events: [{ prices: 20_000 }] });
    expect(shelf.import([...file, ...file.reverse()], 'second')).toMatchObject({ events: [{ prices: 0 }] });
    expect(shelf.product().variants[0]?.prices).toMatchObject(prices);
  });

  it('adds what a file says in a language to what is said in it', () => {
    const shelf = new Shelf();
    const attributes = [{ name: 'size', value: 'M' }];
    const variant = (over: object) => ({ sku: 'A', facts: { attributes }, prices: [], ...over });
    const line = fact(2, {
      text: { title: 'Shirt' },
      translations: [{ locale: 'de', title: 'Hemd' }],
      variants: [variant({ translations: [{ locale: 'de', title: 'Größe M' }] })],
    });
    shelf.import([line, fact(3, { translations: [{ locale: 'DE', description: 'Baumwolle' }] })]);
    expect(shelf.product()).toMatchObject({
      translations: [{ locale: 'de', title: 'Hemd', description: 'Baumwolle' }],
      variants: [{ attributes, translations: [{ locale: 'de', title: 'Größe M' }] }],
    });
    expect(shelf.import([line], 'imp_2')).toMatchObject({ events: [{ products: 0, variants: 0 }], asides: [] });
    const more = fact(2, { translations: [{ locale: 'fr', title: 'Chemise' }], variants: [variant({ facts: {} })] });
    expect(shelf.import([more], 'imp_3')).toMatchObject({ events: [{ products: 1, variants: 0 }] });
    const said = [
      { locale: 'de', title: 'Hemd' },
      { locale: 'de', title: 'Bluse' },
      { locale: 'g-1', title: 'x' },
    ];
    expect(faultsOf(() => shelf.import([fact(2, { translations: said })], 'imp_4'))).toEqual([
      '2 title contradiction',
      '2 translations bcp-47',
    ]);
  });

  it('records only what a file changes', () => {
    const shelf = new Shelf();
    const line = fact(2, {
      text: { title: 'Shirt' },
      variants: [{ sku: 'A', facts: { weightGrams: 5 }, prices: [eur(1, '2026-01-01T00:00:00Z')] }],
    });
    shelf.import([line]);
    expect(shelf.import([line], 'imp_2', 'other')).toMatchObject({
      events: [{ products: 0, variants: 0, prices: 0 }],
      asides: [],
    });
    const changed = {
      ...line,
      text: { category: 'x' },
      variants: [{ sku: 'A', facts: { weightGrams: 6 }, prices: [] }],
    };
    expect(shelf.import([changed], 'imp_3')).toMatchObject({ events: [{ products: 1, variants: 1, prices: 0 }] });
    expect(shelf.product()).toMatchObject({ title: 'Shirt', category: 'x', variants: [{ weightGrams: 6 }] });
  });

  it('does not price anew what costs the same now', () => {
    const shelf = new Shelf();
    const line = fact(2, { text: { title: 'Shirt' }, variants: [{ sku: 'A', facts: {}, prices: [eur(1)] }] });
    shelf.import([line]);
    shelf.now = '2026-03-03T09:00:00.000Z';
    expect(shelf.import([line], 'imp_2')).toMatchObject({ events: [{ prices: 0 }] });
  });

  it('answers a repeat from what it did, and refuses another file under its id', () => {
    const shelf = new Shelf();
    const line = fact(2, { text: { title: 'Shirt' } });
    shelf.import([line]);
    expect(shelf.import([line])).toMatchObject({ kind: 'ignored' });
    expect(refusalOf(() => shelf.import([line], 'imp_1', 'other'))).toBe('import.conflict');
  });

  it('imports nothing when one line is at fault, and tells every fault by line', () => {
    const shelf = new Shelf();
    shelf.create({ variants: [{ sku: 'A' }] }, 'p0');
    const before = shelf.recorded.length;
    expect(
      faultsOf(() =>
        shelf.import([
          fact(2, { text: { title: 'Good' }, variants: [{ sku: 'B', facts: {}, prices: [] }] }),
          fact(3, { productId: 'p2', variants: [{ sku: 'C', facts: {}, prices: [] }] }),
          fact(4, { productId: 'p3', text: { title: 'x' }, variants: [{ sku: 'A', facts: {}, prices: [] }] }),
          fact(5, { productId: 'p4', text: { title: 'x' }, published: true }),
        ]),
      ),
    ).toEqual(['3 title required', '4 sku unique', '5 published without-variants']);
    expect(shelf.recorded).toHaveLength(before);
  });

  it('refuses lines that contradict each other', () => {
    expect(
      faultsOf(() =>
        new Shelf().import([
          fact(2, {
            text: { title: 'One' },
            published: true,
            variants: [{ sku: 'A', facts: { weightGrams: 1 }, prices: [] }],
          }),
          fact(3, {
            text: { title: 'Two' },
            published: false,
            variants: [{ sku: 'A', facts: { weightGrams: 2 }, prices: [] }],
          }),
          fact(4, { productId: 'p2', text: { title: 'x' }, variants: [{ sku: 'A', facts: {}, prices: [] }] }),
          fact(5, { variants: [{ sku: 'D', facts: {}, prices: [eur(1), eur(1), eur(2)] }] }),
          fact(6, { variants: [{ sku: 'D', facts: { gtin: '4006381333932' }, prices: [] }] }),
        ]),
      ),
    ).toEqual([
      '3 title contradiction',
      '3 published contradiction',
      '3 weightGrams contradiction',
      '4 sku unique',
      '5 price contradiction',
      '6 gtin check-digit',
    ]);
  });

  it('counts every fault and tells the first hundred', () => {
    const lines = Array.from({ length: 250 }, (_, n) => fact(n + 2, { productId: `p${n}` }));
    expect(() => new Shelf().import(lines)).toThrow(
      expect.objectContaining({ code: 'import.invalid', details: { faults: 250 } }),
    );
    expect(faultsOf(() => new Shelf().import(lines))).toHaveLength(100);
  });
});
