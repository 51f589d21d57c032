import fc from 'fast-check';
import { allocate, formatMinor, parseMinor, sum } from './money';

const amount = fc.integer({ min: -1e12, max: 1e12 });
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'BRL');
const weights = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 12 });

it('reads back every amount it wrote', () => {
  fc.assert(fc.property(amount, currency, (minor, of) => parseMinor(formatMinor(minor, of), of) === minor));
});

it('reads decimal texts exactly where floating point does not', () => {
  const digits = fc.tuple(fc.nat(1e9), fc.integer({ min: 0, max: 99 }));
  fc.assert(
    fc.property(digits, ([whole, cents]) => {
      expect(parseMinor(`${whole}.${String(cents).padStart(2, '0')}`, 'EUR')).toBe(whole * 100 + cents);
    }),
  );
});

describe('the parts of an allocation', () => {
  it('add up to the total', () => {
    fc.assert(fc.property(amount, weights, (total, by) => sum(allocate(total, by)) === total));
  });

  it('are each less than one unit away from their exact share, on the side of the total', () => {
    fc.assert(
      fc.property(amount, weights, (total, by) => {
        fc.pre(sum(by) > 0);
        const all = BigInt(sum(by));
        allocate(total, by).forEach((part, at) => {
          const off = BigInt(part) * all - BigInt(total) * BigInt(by[at] ?? 0);
          expect(off < all && off > -all).toBe(true);
          expect(part === 0 || part > 0 === total > 0).toBe(true);
        });
      }),
    );
  });

  it('do not depend on anything but total and weights', () => {
    fc.assert(
      fc.property(amount, weights, (total, by) => expect(allocate(total, by)).toEqual(allocate(total, [...by]))),
    );
  });
});
