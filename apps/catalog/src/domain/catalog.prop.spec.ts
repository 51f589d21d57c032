import { DomainError } from '@entrepot/kernel';
import fc from 'fast-check';
import { Shelf } from '../../test/shelf';
import type { ImportFact } from './import-facts';

const id = fc.constantFrom('p1', 'p2', 'p3');
const sku = fc.constantFrom('A', 'B', 'C', 'D');
const price = fc.record(
  {
    currency: fc.constantFrom('EUR', 'BRL'),
    amount: fc.nat(3),
    validFrom: fc.constantFrom('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
  },
  { requiredKeys: ['currency', 'amount'] },
);
const variant = fc.record({ sku, prices: fc.array(price, { maxLength: 3 }) });
const title = fc.constantFrom('x', 'y');
const importLine: fc.Arbitrary<ImportFact> = fc.record({
  line: fc.nat(99),
  productId: id,
  text: fc.record({ title }),
  variants: fc.array(fc.record({ sku, facts: fc.constant({}), prices: fc.array(price, { maxLength: 3 }) })),
});

type Step = (shelf: Shelf, n: number) => unknown;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(id, title, fc.array(variant, { maxLength: 3 })).map(
    ([key, text, variants]): Step =>
      (shelf) =>
        shelf.create({ title: text, variants }, key),
  ),
  fc.tuple(id, variant).map(
    ([key, added]): Step =>
      (shelf) =>
        shelf.add(added, key),
  ),
  fc.tuple(id, sku, price).map(
    ([key, of, given]): Step =>
      (shelf) =>
        shelf.price(given, of, key),
  ),
  id.map(
    (key): Step =>
      (shelf) =>
        shelf.publish(key),
  ),
  fc.tuple(id, sku, fc.uniqueArray(sku, { maxLength: 3 })).map(([key, of, components]): Step => {
    const counts = Object.fromEntries(components.map((each) => [each, 1]));
    return (shelf) => shelf.bundle(of, counts, key);
  }),
  fc.array(importLine, { maxLength: 4 }).map(
    (facts): Step =>
      (shelf, n) =>
        shelf.import(facts, `imp_${n}`),
  ),
);

function run(steps: readonly Step[]): Shelf {
  const shelf = new Shelf();
  steps.forEach((take, n) => {
    try {
      take(shelf, n);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  });
  return shelf;
}

describe('a catalog, whatever is done to it in whatever order', () => {
  it('has every SKU in one product only', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const shelf = run(steps);
        const skus = ['p1', 'p2', 'p3'].flatMap((key) => (shelf.product(key).variants ?? []).map((each) => each.sku));
        expect(new Set(skus).size).toBe(skus.length);
      }),
    );
  });

  it('has no bundle in a bundle, and only components that exist', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const shelf = run(steps);
        const variants = ['p1', 'p2', 'p3'].flatMap((key) => shelf.product(key).variants ?? []);
        const bundles = new Set(variants.filter(({ components }) => components !== undefined).map((each) => each.sku));
        const known = new Set(variants.map((each) => each.sku));
        for (const { components = [] } of variants) {
          for (const component of components) {
            expect([known.has(component.sku), bundles.has(component.sku)]).toEqual([true, false]);
          }
        }
      }),
    );
  });

  it('does not grow when a file is imported again under another id', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.array(importLine, { maxLength: 6 }), (steps, facts) => {
        const shelf = run([...steps, (s) => s.import(facts, 'first')]);
        const before = shelf.recorded.length;
        try {
          shelf.import(facts, 'second');
        } catch {
          return;
        }
        const type = 'CatalogImported';
        const nothing = { type, importId: 'second', contentHash: 'hash', products: 0, variants: 0, prices: 0 };
        expect(shelf.recorded.slice(before)).toEqual([nothing]);
      }),
    );
  });
});
