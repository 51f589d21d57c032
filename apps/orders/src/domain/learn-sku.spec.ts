import { VariantAdded, VariantPriced } from '@entrepot/contracts/catalog';
import { SkuAwaited, SkuLearned, SkuPriceLearned, SkuStillAwaited } from '@entrepot/contracts/orders';
import { eventsOf, given } from '../../test/builders';
import { learnPrice, learnSku, tellWaitingOrders } from './learn-sku';
import { evolveSku, priceAt, SkuStream, TOLD_AT_ONCE, type KnownSku, type SkuEvent } from './sku';

const sku = 'MUG';
const after = (...events: SkuEvent[]): KnownSku => events.reduce(evolveSku, SkuStream.initial);
const added = new VariantAdded({ productId: 'p', sku });
const price = (amount: number, validFrom: string) => new SkuPriceLearned({ sku, currency: 'EUR', amount, validFrom });

describe('a SKU that appears in the catalog', () => {
  it('is told to every order that waits for it, once', () => {
    const awaited = after(
      new SkuAwaited({ sku, orderId: 'a' }),
      new SkuAwaited({ sku, orderId: 'b' }),
      new SkuAwaited({ sku, orderId: 'a' }),
    );
    const events = eventsOf(learnSku(awaited, added, given(), undefined)) as unknown as SkuEvent[];
    expect(events).toMatchObject([{ type: 'SkuLearned' }, { orderId: 'a' }, { orderId: 'b' }]);
    expect(events.reduce(evolveSku, awaited)).toMatchObject({ isKnown: true, awaitedBy: [] });
  });

  it('is told to a hundred thousand orders in pieces that a record can hold, each order once and in order', () => {
    const orderIds = Array.from({ length: 100_000 }, (_, n) => `ord_${String(n).padStart(20, '0')}`);
    const awaited = orderIds.reduce((known, orderId) => evolveSku(known, new SkuAwaited({ sku, orderId })), after());
    let events = eventsOf(learnSku(awaited, added, given(), undefined)) as unknown as SkuEvent[];
    let known = awaited;
    const told: string[] = [];
    for (;;) {
      expect(events.length).toBeLessThanOrEqual(TOLD_AT_ONCE + 2);
      known = events.reduce(evolveSku, known);
      told.push(...events.flatMap((event) => (event.type === 'AwaitedSkuAppeared' ? [event.orderId] : [])));
      const more = events.find((event) => event.type === 'SkuStillAwaited');
      if (more === undefined) break;
      events = eventsOf(tellWaitingOrders(known, more, given(), undefined)) as unknown as SkuEvent[];
    }
    expect(told).toEqual(orderIds);
    expect(known).toMatchObject({ isKnown: true, awaitedBy: [] });
    expect(tellWaitingOrders(known, new SkuStillAwaited({ sku }), given(), undefined).kind).toBe('ignored');
  });

  it('is known when it appears again', () => {
    expect(learnSku(after(new SkuLearned({ sku })), added, given(), undefined)).toMatchObject({ kind: 'ignored' });
  });
});

describe('prices of a SKU', () => {
  const known = after(price(300, '2026-03-01T00:00:00Z'), price(200, '2026-01-01T00:00:00Z'));

  it('count from their day on, whatever the order they came in', () => {
    const at = (day: string) => priceAt(known, 'EUR', day);
    expect(['2025-12-31T23:59:59Z', '2026-02-01T00:00:00Z', '2026-02-28T21:00:00-03:00'].map(at)).toEqual([
      undefined,
      200,
      300,
    ]);
    expect(priceAt(known, 'USD', '2026-02-01T00:00:00Z')).toBeUndefined();
  });

  it('of one day replace each other', () => {
    expect(priceAt(evolveSku(known, price(250, '2026-01-01T00:00:00Z')), 'EUR', '2026-01-02T00:00:00Z')).toBe(250);
  });

  it('may be as many as a file has lines', () => {
    const from = (n: number) => new Date(Date.UTC(2020, 0, 1) + n * 3_600_000).toISOString();
    const history = after(...Array.from({ length: 20_000 }, (_, n) => price(n, from(19_999 - n))));
    expect(priceAt(history, 'EUR', from(7))).toBe(19_992);
  });

  it('are learned once', () => {
    const priced = new VariantPriced({
      productId: 'p',
      sku,
      currency: 'EUR',
      amount: 200,
      validFrom: '2026-01-01T00:00:00Z',
    });
    expect(learnPrice(known, priced, given(), undefined)).toMatchObject({ kind: 'ignored' });
    expect(eventsOf(learnPrice(known, { ...priced, amount: 201 }, given(), undefined))).toHaveLength(1);
  });
});
