import { Journey, stockOf } from './support/journey';
import { aSku, bundle, place, receive, thePlaces, UNIT_PRICE, type OrderWish } from './support/merchant';
import { succeeded, World } from './support/world';

jest.setTimeout(120_000);

describe('the journey of an order', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.shared('journeys');
    await thePlaces(world);
    succeeded(await world.api('access').put('/v1/policies', { backorderRetrySeconds: 1 }));
  });

  afterAll(async () => {
    expect(await world.stuck()).toEqual([]);
  });

  const begin = async (wish: OrderWish) => new Journey(world, await place(world, wish));

  it('ends delivered, paid and with its books balanced', async () => {
    const sku = await aSku(world, { north: 5, south: 5 });
    const journey = await begin({ lines: [{ sku, quantity: 2 }] });
    await journey.reaches('confirmed');
    const [shipment] = await journey.labelled();
    expect(shipment?.placeId).toBe('north');
    await journey.carry('DELIVERED');
    await journey.reaches('delivered');
    expect(await journey.books()).toEqual({ owed: 2 * UNIT_PRICE, settled: 2 * UNIT_PRICE, open: 0, held: 0 });
    expect(await stockOf(world, sku)).toEqual({ onHand: 8, reserved: 0 });
    const services = new Set((await journey.story()).map(({ service }) => service));
    expect([...services].sort()).toEqual(['inventory', 'logistics', 'orders', 'payments']);
  });

  it('tells its story in order, each line with service, event, time and summary', async () => {
    const sku = await aSku(world, { north: 1 });
    const journey = await begin({ lines: [{ sku, quantity: 1 }] });
    const lines = await journey.tells('ShipmentLabelled');
    const at = (event: string) => lines.findIndex((line) => line.event === event);
    expect(at('OrderPlaced')).toBe(0);
    const order = ['RoutePlanned', 'StockReserved', 'PaymentAuthorised', 'OrderConfirmed', 'ShipmentLabelled'].map(at);
    expect([...order].sort((a, b) => a - b)).toEqual(order);
    expect(lines.every(({ service, at: time, summary }) => service && time && summary)).toBe(true);
  });

  it('of a bundle is split over the places that have its components, and books their stock', async () => {
    const stocks: Record<string, number>[] = [{ north: 3 }, { south: 6 }, {}];
    const [near = '', far = '', set = ''] = await Promise.all(stocks.map((stock) => aSku(world, stock)));
    await bundle(world, set, { [near]: 1, [far]: 2 });
    const journey = await begin({ lines: [{ sku: set, quantity: 2 }] });
    const shipments = await journey.labelled(2);
    expect(shipments.map(({ placeId }) => placeId).sort()).toEqual(['north', 'south']);
    await journey.carry('DELIVERED');
    await journey.reaches('delivered');
    expect(await journey.books()).toEqual({ owed: 2 * UNIT_PRICE, settled: 2 * UNIT_PRICE, open: 0, held: 0 });
    expect([await stockOf(world, near), await stockOf(world, far)]).toEqual([
      { onHand: 1, reserved: 0 },
      { onHand: 2, reserved: 0 },
    ]);
  });

  describe('that is short of one of two lines', () => {
    const short = async (shortagePolicy?: OrderWish['shortagePolicy']) => {
      const [here, scarce] = await Promise.all([aSku(world, { north: 5 }), aSku(world, { north: 1 })]);
      const lines = [
        { sku: here, quantity: 1 },
        { sku: scarce, quantity: 2 },
      ];
      const journey = await begin({ lines, ...(shortagePolicy ? { shortagePolicy } : {}) });
      return { here, scarce, journey };
    };

    it('is cancelled by default, and nothing stays reserved', async () => {
      const { journey, here, scarce } = await short();
      const order = await journey.reaches('cancelled');
      expect(order.open).toBe(0);
      await world.quiet();
      expect([await stockOf(world, here), await stockOf(world, scarce)]).toEqual([
        { onHand: 5, reserved: 0 },
        { onHand: 1, reserved: 0 },
      ]);
    });

    it('waits for stock when it may be backordered', async () => {
      const { journey, scarce } = await short('backorder');
      await journey.reaches('backordered');
      await receive(world, 'north', scarce, 5);
      await journey.reaches('confirmed');
    });

    it('ships what is there when it may, and takes money for that only', async () => {
      const { journey } = await short('ship-available');
      await journey.reaches('confirmed');
      await journey.carry('DELIVERED');
      await journey.reaches('delivered');
      expect(await journey.books()).toEqual({ owed: 2 * UNIT_PRICE, settled: 2 * UNIT_PRICE, open: 0, held: 0 });
    });
  });

  it('is cancelled when one of its tenders is declined, and the other is given back', async () => {
    const sku = await aSku(world, { north: 2 });
    const rule = { target: 'psp', operation: 'authorise', match: { amount: 1_234 }, action: 'decline', times: 1 };
    await world.api('sandbox').post('/sandbox/rules', rule);
    const tenders = [
      { method: 'voucher', amount: UNIT_PRICE - 1_234 },
      { method: 'card', amount: 1_234 },
    ];
    const journey = await begin({ lines: [{ sku, quantity: 1 }], tenders });
    await journey.reaches('cancelled');
    expect(await journey.books()).toEqual({ owed: 0, settled: 0, open: 0, held: 0 });
    expect(await stockOf(world, sku)).toEqual({ onHand: 2, reserved: 0 });
  });

  it('is charged once when the provider does the work and does not answer', async () => {
    const sku = await aSku(world, { north: 2 });
    const rule = { target: 'psp', operation: 'authorise', match: { amount: 2 * UNIT_PRICE }, times: 1 };
    await world.api('sandbox').post('/sandbox/rules', { ...rule, action: 'timeout-then-success' });
    const journey = await begin({ lines: [{ sku, quantity: 2 }] });
    await journey.reaches('confirmed');
    const { counters } = await world
      .api('sandbox')
      .get<{ counters: Record<string, number> }>('/sandbox/requests?limit=1');
    expect(counters['psp.authorise.unanswered']).toBeGreaterThanOrEqual(1);
    await journey.carry('DELIVERED');
    await journey.reaches('delivered');
    expect(await journey.books()).toEqual({ owed: 2 * UNIT_PRICE, settled: 2 * UNIT_PRICE, open: 0, held: 0 });
  });

  it('takes vouchers before cards, and keeps what was paid at once', async () => {
    const sku = await aSku(world, { north: 2 });
    const tenders = [
      { method: 'card', amount: UNIT_PRICE },
      { method: 'boleto', amount: UNIT_PRICE, capture: 'immediate' as const },
    ];
    const journey = await begin({ lines: [{ sku, quantity: 2 }], tenders });
    await journey.reaches('confirmed');
    expect((await journey.books()).settled).toBe(UNIT_PRICE);
    await journey.carry('DELIVERED');
    await journey.reaches('delivered');
    expect(await journey.books()).toEqual({ owed: 2 * UNIT_PRICE, settled: 2 * UNIT_PRICE, open: 0, held: 0 });
  });
});
