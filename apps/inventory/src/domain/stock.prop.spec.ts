import type { StockPosted } from '@entrepot/contracts/inventory';
import fc from 'fast-check';
import { pieces, Shop } from '../../test/shop';
import { DomainError } from '@entrepot/kernel';
import { stockKey, StockStream } from './stock';

const SKUS = ['A', 'B', 'C'];
const PLACES = ['p1', 'p2'];

type Step = (shop: Shop, n: number) => unknown;

const place = fc.constantFrom(...PLACES);
const sku = fc.constantFrom(...SKUS);
const lines = fc.array(fc.record({ sku, quantity: fc.integer({ min: 1, max: 12 }) }), { minLength: 1, maxLength: 4 });
const before = fc.nat(30);
const id = (prefix: string, n: number) => `${prefix}-${n}`;

/** Anything anybody may ask for, about things that exist, existed, or never did. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ placeId: place, lines }).map(
    (r): Step =>
      (shop, n) =>
        shop.receive({ ...r, receiptId: id('r', n) }),
  ),
  fc.record({ placeId: place, lines }).map((r): Step => (shop, n) => {
    const ids = { reservationId: id('rsv', n), orderId: id('ord', n) };
    return shop.reserve({ ...r, ...ids, expiresAt: shop.world.now });
  }),
  fc.record({ before, lines: fc.option(lines, { nil: undefined }) }).map((r): Step => (shop, n) => {
    return shop.release({ reservationId: id('rsv', n - r.before), ...(r.lines && { lines: r.lines }) });
  }),
  fc.record({ before, lines }).map((r): Step => (shop, n) => {
    return shop.fulfil({ reservationId: id('rsv', n - r.before), shipmentId: id('shp', n), lines: r.lines });
  }),
  before.map(
    (b): Step =>
      (shop, n) =>
        shop.askExpiry(id('rsv', n - b)),
  ),
  before.map(
    (b): Step =>
      (shop, n) =>
        shop.keep({ reservationId: id('rsv', n - b), until: shop.world.now }),
  ),
  fc.record({ placeId: place, sku, delta: fc.integer({ min: -15, max: 15 }) }).map(
    (r): Step =>
      (shop, n) =>
        shop.adjust({ ...r, adjustmentId: id('adj', n) }),
  ),
  fc
    .record({ placeId: place, sku, counted: fc.nat(20), off: fc.constantFrom(0, 0, 0, 1) })
    .map((r): Step => (shop, n) => {
      const expected = shop.stock(r.sku, r.placeId).onHand + r.off;
      return shop.count({ placeId: r.placeId, sku: r.sku, counted: r.counted, expected, countId: id('cnt', n) });
    }),
  fc.record({ placeId: place, sku, reorderPoint: fc.option(fc.nat(9), { nil: undefined }) }).map(
    (r): Step =>
      (shop) =>
        shop.orderAgainAt(r.reorderPoint === undefined ? {} : { reorderPoint: r.reorderPoint }, r.sku, r.placeId),
  ),
  fc.record({ placeId: place, lines }).map(
    (r): Step =>
      (shop, n) =>
        shop.restock({ ...r, restockId: id('rst', n) }),
  ),
);

function run(steps: readonly Step[]): Shop {
  const shop = new Shop(PLACES[0]);
  shop.describe({ name: 'second' }, PLACES[1]);
  steps.forEach((take, n) => {
    try {
      take(shop, n);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  });
  return shop;
}

function ledgers(shop: Shop): { key: string; entries: StockPosted[] }[] {
  const keys = PLACES.flatMap((placeId) => SKUS.map((one) => stockKey(one, placeId)));
  return keys.map((key) => ({ key, entries: [...shop.world.events(StockStream, key)] as StockPosted[] }));
}

describe('stock, whatever is asked in whatever order', () => {
  it('is never negative, and never reserved beyond what is there, after every entry', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        for (const { entries } of ledgers(run(steps))) {
          for (const { onHand, reserved } of entries) expect(0 <= reserved && reserved <= onHand).toBe(true);
        }
      }),
    );
  });

  it('is what its ledger adds up to, and every entry says the balance after it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const shop = run(steps);
        for (const { key, entries } of ledgers(shop)) {
          const sum = { onHand: 0, reserved: 0 };
          for (const entry of entries) {
            sum.onHand += entry.onHandDelta;
            sum.reserved += entry.reservedDelta;
            expect(sum).toEqual({ onHand: entry.onHand, reserved: entry.reserved });
          }
          const { onHand, reserved } = shop.world.state(StockStream, key);
          expect({ onHand, reserved }).toEqual(sum);
        }
      }),
    );
  });

  it('is what came in, less what left: received - shipped + restocked - lost + found', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const shop = run(steps);
        for (const { key, entries } of ledgers(shop)) {
          const moved = { receipt: 0, shipment: 0, restock: 0, lost: 0, found: 0, other: 0 };
          for (const { causeType, onHandDelta } of entries) {
            if (causeType === 'receipt' || causeType === 'restock') moved[causeType] += onHandDelta;
            else if (causeType === 'shipment') moved.shipment -= onHandDelta;
            else if (['reservation', 'release', 'reorder-point'].includes(causeType)) moved.other += onHandDelta;
            else if (onHandDelta < 0) moved.lost -= onHandDelta;
            else moved.found += onHandDelta;
          }
          expect(moved.other).toBe(0);
          const onHand = moved.receipt - moved.shipment + moved.restock - moved.lost + moved.found;
          expect(onHand).toBe(entries.at(-1)?.onHand ?? 0);
          const { receipt: received, shipment: shipped, restock: restocked, lost, found } = moved;
          expect(shop.world.state(StockStream, key).flows).toEqual({ received, shipped, restocked, lost, found });
        }
      }),
    );
  });

  it('is reserved for exactly what open reservations still hold', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const shop = run(steps);
        const held = new Map<string, number>();
        for (let n = 0; n < steps.length; n += 1) {
          const reservation = shop.reservation(id('rsv', n));
          if (reservation.status !== 'held') continue;
          for (const line of reservation.lines) {
            const key = stockKey(line.sku, reservation.placeId);
            held.set(key, (held.get(key) ?? 0) + line.quantity - line.released - line.shipped);
          }
        }
        for (const { key } of ledgers(shop)) {
          expect(shop.world.state(StockStream, key).reserved).toBe(held.get(key) ?? 0);
        }
      }),
    );
  });

  it('grants a hot SKU to the last piece and not one further', () => {
    const wishes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(fc.nat(60), wishes, (there, wanted) => {
        const shop = new Shop();
        if (there > 0) shop.receive({ lines: pieces({ hot: there }) });
        let left = there;
        wanted.forEach((quantity, n) => {
          shop.reserve({ reservationId: id('rsv', n), lines: pieces({ hot: quantity }) });
          const granted = shop.reservation(id('rsv', n)).status === 'held';
          expect(granted).toBe(quantity <= left);
          if (granted) left -= quantity;
        });
        expect(shop.stock('hot').reserved).toBe(there - left);
      }),
    );
  });
});
