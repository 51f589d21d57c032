import fc from 'fast-check';
import { allocateLines, coverage, wantedOf } from './allocate-lines';
import { rankCandidates } from './candidates';
import { explainAllocations } from './route-reasons';

const SKUS = ['A', 'B', 'C'];
const here = { country: 'BR', latitude: 0, longitude: 0 };
const lines = fc
  .array(fc.record({ sku: fc.constantFrom(...SKUS), quantity: fc.integer({ min: 1, max: 4 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => all.map((line, index) => ({ ...line, lineId: String(index + 1) })));
const free = fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5)).map((has) => new Map(SKUS.map((sku, at) => [sku, has[at]!])));
const places = fc
  .array(fc.record({ latitude: fc.nat(4), handlingCost: fc.nat(2), free }), { minLength: 1, maxLength: 5 })
  .map((all) => all.map((place, index) => ({ ...place, longitude: 0, placeId: `p${index}` })));

describe('the reason for a place', () => {
  it('is true, counting of other places what they have left when each sends its part', () => {
    fc.assert(
      fc.property(places, lines, (all, wanted) => {
        const ranked = rankCandidates(all, here);
        const { allocations } = allocateLines(ranked, wanted);
        const explained = explainAllocations(allocations, ranked, wantedOf(wanted));
        allocations.forEach(({ place, lines: served }, index) => {
          const others = ranked.filter(({ placeId }) => placeId !== place.placeId);
          const able = others.filter((other) => {
            const sent = allocations.find(({ place: { placeId } }) => placeId === other.placeId)?.lines ?? [];
            return coverage(other, wantedOf([...sent, ...served])).wholeLines === sent.length + served.length;
          });
          const { reason } = explained[index]!;
          if (reason.startsWith('only')) expect(able).toEqual([]);
          else expect(able.length).toBeGreaterThan(0);
          const nearer = able.filter(({ distanceKm }) => distanceKm! < place.distanceKm!);
          const asFar = able.filter(({ distanceKm }) => distanceKm === place.distanceKm);
          const cheaper = asFar.filter(({ handlingCost }) => handlingCost! < place.handlingCost!);
          if (reason.startsWith('one of the fewest')) expect([...nearer, ...asFar]).not.toEqual([]);
          if (reason.startsWith('nearest')) expect(nearer).toEqual([]);
          if (reason.startsWith('cheapest')) expect([...nearer, ...cheaper]).toEqual([]);
        });
      }),
      { numRuns: 2_000 },
    );
  });
});
