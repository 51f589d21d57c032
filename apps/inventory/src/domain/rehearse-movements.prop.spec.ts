import type { StockMovement } from '@entrepot/contracts/inventory';
import { DomainError } from '@entrepot/kernel';
import fc from 'fast-check';
import { Shop } from '../../test/shop';
import { inputOf } from './movement';
import { Rehearsal } from './rehearse-movements';

const placeId = fc.constantFrom('p1', 'p2', 'nowhere');
const sku = fc.constantFrom('A', 'B');
const id = fc.constantFrom('1', '2', '3', '4', '5', '6');
const line = fc.nat(99);

/** Anything that a file may hold: repeats, conflicts, too much, unknown places. */
const movement: fc.Arbitrary<StockMovement> = fc.oneof(
  fc.record({
    line,
    receipt: fc.record({
      ...{ receiptId: id, placeId },
      lines: fc.array(fc.record({ sku, quantity: fc.integer({ min: 1, max: 3 }) }), { minLength: 1, maxLength: 3 }),
    }),
  }),
  fc.record({
    line,
    adjustment: fc.record({
      ...{ adjustmentId: id, placeId, sku },
      delta: fc.integer({ min: -4, max: 4 }),
      cause: fc.constantFrom('correction' as const, 'theft' as const, 'other' as const),
    }),
  }),
  fc.record({ line, count: fc.record({ countId: id, placeId, sku, counted: fc.nat(5), expected: fc.nat(5) }) }),
  fc.record({ line, count: fc.record({ countId: id, placeId, sku, counted: fc.nat(5) }) }),
);

function booked(shop: Shop, each: StockMovement): string {
  const { on, key, also, decide } = inputOf(each);
  try {
    const input = { on, key, input: undefined, also: () => also };
    const decision = shop.world.handle({ ...input, decide: (state, _input, given) => decide(state, given) });
    return decision.kind === 'ignored' ? 'repeated' : 'booked';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `refused ${error.code}`;
  }
}

describe('a rehearsal of movements', () => {
  it('says of every one what booking it then does', () => {
    fc.assert(
      fc.property(fc.array(movement, { maxLength: 40 }), fc.array(movement, { maxLength: 40 }), (before, file) => {
        const shop = new Shop('p1');
        shop.describe({ name: 'second' }, 'p2');
        for (const each of before) booked(shop, each);
        const now = shop.world.now;
        const rehearsal = new Rehearsal({ merchantId: 'demo', now, read: (on, key) => shop.world.state(on, key) });
        const said = file.map((each) => {
          const { outcome, refusal } = rehearsal.play(each);
          return refusal === undefined ? outcome : `refused ${refusal.code}`;
        });
        expect(said).toEqual(file.map((each) => booked(shop, each)));
      }),
    );
  });
});
