import fc from 'fast-check';
import { allocateLines } from './allocate-lines';
import { rankCandidates, type Candidate } from './candidates';

const SKUS = ['A', 'B', 'C'];
const free = fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }), fc.nat({ max: 4 }));
const candidates = fc.array(fc.tuple(free, fc.option(fc.integer({ min: -60, max: 60 }))), { maxLength: 6 }).map((all) =>
  all.map(([has, latitude], index): Candidate => {
    const stock = new Map(SKUS.map((sku, at) => [sku, has[at] ?? 0] as const).filter(([, count]) => count > 0));
    return { placeId: `p${index}`, free: stock, ...(latitude !== null && { latitude, longitude: 0 }) };
  }),
);
const lines = fc
  .array(fc.record({ sku: fc.constantFrom(...SKUS), quantity: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => all.map((line, index) => ({ ...line, lineId: String(index + 1) })));
const here = { country: 'BR', latitude: 0, longitude: 0 };
const total = (of: readonly { quantity: number }[]) => of.reduce((sum, { quantity }) => sum + quantity, 0);

describe('allocation', () => {
  it('gives every piece to a place that has it or to the shortages, and never more than there is', () => {
    fc.assert(
      fc.property(candidates, lines, (places, wanted) => {
        const { allocations, shortages } = allocateLines(rankCandidates(places, here), wanted);
        for (const { lineId, quantity } of wanted) {
          const given = [...allocations.flatMap((one) => one.lines), ...shortages].filter(
            (line) => line.lineId === lineId,
          );
          expect(total(given)).toBe(quantity);
        }
        for (const { place, lines: served } of allocations) {
          expect(served.length).toBeGreaterThan(0);
          for (const sku of SKUS) {
            expect(total(served.filter((line) => line.sku === sku))).toBeLessThanOrEqual(place.free.get(sku) ?? 0);
          }
        }
        expect(new Set(allocations.map(({ place }) => place.placeId)).size).toBe(allocations.length);
      }),
    );
  });

  it('leaves a shortage only of what all places together lack', () => {
    fc.assert(
      fc.property(candidates, lines, (places, wanted) => {
        const { shortages } = allocateLines(rankCandidates(places, here), wanted);
        for (const sku of SKUS) {
          const there = places.reduce((sum, place) => sum + (place.free.get(sku) ?? 0), 0);
          const asked = total(wanted.filter((line) => line.sku === sku));
          expect(total(shortages.filter((line) => line.sku === sku))).toBe(Math.max(0, asked - there));
        }
      }),
    );
  });

  it('needs every place that it names, and one place where one has everything', () => {
    fc.assert(
      fc.property(candidates, lines, (places, wanted) => {
        const ranked = rankCandidates(places, here);
        const { allocations, shortages } = allocateLines(ranked, wanted);
        const chosen = allocations.map(({ place }) => place);
        for (const place of chosen) {
          const without = allocateLines(
            chosen.filter((other) => other !== place),
            wanted,
          );
          expect(total(without.shortages)).toBeGreaterThan(total(shortages));
        }
        const whole = ranked.find((place) => allocateLines([place], wanted).shortages.length === 0);
        if (whole !== undefined) expect(chosen.map(({ placeId }) => placeId)).toEqual([whole.placeId]);
      }),
    );
  });

  it('is the same in whatever order places are looked at', () => {
    fc.assert(
      fc.property(candidates, lines, (places, wanted) => {
        const one = allocateLines(rankCandidates(places, here), wanted);
        const other = allocateLines(rankCandidates([...places].reverse(), here), wanted);
        expect(other).toEqual(one);
      }),
    );
  });
});
