import fc from 'fast-check';
import { sum } from '@entrepot/kernel';
import type { Assortment } from './assortment';
import { takeApart } from './bundle-lines';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);

const component = fc.record({
  quantity: fc.integer({ min: 1, max: 50 }),
  price: fc.option(fc.integer({ min: 0, max: 1_000_000_000_000 }), { nil: undefined }),
});

describe('taking a bundle apart', () => {
  it('keeps price, charges and pieces exactly, and prices of a SKU within one minor unit', () => {
    const anything = fc.record({
      parts: fc.array(component, { minLength: 1, maxLength: 50 }),
      quantity: fc.integer({ min: 1, max: 1_000 }),
      unitPrice: fc.integer({ min: 0, max: 1_000_000_000 }),
      amount: fc.integer({ min: 0, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(anything, ({ parts, quantity, unitPrice, amount }) => {
        const components = parts.map((part, index) => ({ sku: `S${index}`, quantity: part.quantity }));
        const catalog: Assortment = {
          isKnown: () => true,
          priceOf: (sku) => parts[Number(sku.slice(1))]?.price,
          componentsOf: (sku) => (sku === 'SET' ? components : []),
        };
        const bought = { lineId: '1', sku: 'SET', quantity, unitPrice };
        const charge = { type: 'tax' as const, amount, lineId: '1' };
        const { lines, charges } = takeApart({ lines: [bought], charges: [charge] }, catalog, ['1.2']);
        expect(sum(lines.map((line) => line.quantity * line.unitPrice))).toBe(quantity * unitPrice);
        expect(sum(charges.map((each) => each.amount))).toBe(amount);
        expect(new Set(['1.2', ...lines.map(({ lineId }) => lineId)]).size).toBe(lines.length + 1);
        for (const { sku, quantity: pieces } of components) {
          const own = lines.filter((line) => line.sku === sku);
          const prices = own.map((line) => line.unitPrice);
          expect(sum(own.map((line) => line.quantity))).toBe(pieces * quantity);
          expect(Math.max(...prices) - Math.min(...prices)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('gives lines and charges without a bundle as it got them', () => {
    const given = { lines: [{ lineId: '1', sku: 'A', quantity: 1, unitPrice: 1 }], charges: [] };
    const catalog: Assortment = { isKnown: () => true, priceOf: () => 1, componentsOf: () => [] };
    expect(takeApart(given, catalog)).toBe(given);
  });
});
