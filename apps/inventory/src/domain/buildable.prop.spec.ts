import fc from 'fast-check';
import { buildable } from './buildable';

const component = fc.record({ sku: fc.string(), quantity: fc.integer({ min: 1, max: 9 }), available: fc.nat(60) });

describe('how many of a bundle can be built', () => {
  it('is as many as there are components for, and not one more', () => {
    fc.assert(
      fc.property(fc.array(component, { minLength: 1, maxLength: 5 }), (components) => {
        const count = buildable(components);
        const suffice = (wanted: number) =>
          components.every(({ quantity, available }) => quantity * wanted <= available);
        expect([suffice(count), suffice(count + 1)]).toEqual([true, false]);
      }),
    );
  });

  it('is none of what is made of nothing', () => {
    expect(buildable([])).toBe(0);
  });
});
