import { Journey, stockOf } from './support/journey';
import { aSku, place, thePlaces, UNIT_PRICE, type OrderWish } from './support/merchant';
import { Return } from './support/sent-back';
import { succeeded, World, type Row } from './support/world';

jest.setTimeout(120_000);

describe('an order that is called back', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.shared('calling-back');
    await thePlaces(world);
  });

  afterAll(async () => {
    expect(await world.stuck()).toEqual([]);
  });

  const begin = async (wish: OrderWish) => new Journey(world, await place(world, wish));

  it('before pick-up: label void, stock free, money released', async () => {
    const sku = await aSku(world, { north: 4 });
    const journey = await begin({ lines: [{ sku, quantity: 3 }] });
    await journey.labelled();
    expect(await journey.cancel()).toBeLessThan(300);
    await journey.reaches('cancelled');
    expect(await journey.books()).toEqual({ owed: 0, settled: 0, open: 0, held: 0 });
    expect(await stockOf(world, sku)).toEqual({ onHand: 4, reserved: 0 });
  });

  it('at once after it was placed, wherever it is on its way', async () => {
    const sku = await aSku(world, { north: 10 });
    const journeys = await Promise.all(Array.from({ length: 5 }, () => begin({ lines: [{ sku, quantity: 1 }] })));
    await Promise.all(journeys.map((journey) => journey.cancel()));
    for (const journey of journeys) expect((await journey.reaches('cancelled')).open).toBe(0);
    await world.quiet();
    expect(await stockOf(world, sku)).toEqual({ onHand: 10, reserved: 0 });
  });

  it('after pick-up: intercepted, brought back, restocked and refunded', async () => {
    const sku = await aSku(world, { north: 4 });
    const journey = await begin({ lines: [{ sku, quantity: 1 }] });
    await journey.carry('IN_TRANSIT');
    await journey.reaches('shipping');
    await journey.tells('PaymentCaptured');
    expect(await journey.cancel()).toBeLessThan(300);
    await journey.reaches('cancelled');
    await journey.tells('StockRestocked');
    const books = await journey.books();
    expect(books).toEqual({ owed: 0, settled: 0, open: 0, held: 0 });
    expect((await journey.payment()).refunded).toBe(UNIT_PRICE);
    expect(await stockOf(world, sku)).toEqual({ onHand: 4, reserved: 0 });
  });

  it('partly: one of three pieces before pick-up, the others go out', async () => {
    const sku = await aSku(world, { north: 4 });
    const journey = await begin({ lines: [{ sku, quantity: 3 }] });
    await journey.labelled();
    const { lines } = await journey.order();
    const part = { reason: 'one too many', lines: [{ lineId: lines[0]?.lineId, quantity: 1 }] };
    expect(await journey.cancel(part)).toBeLessThan(300);
    await journey.tells('OrderLinesCancelled');
    await world.quiet();
    for (const shipment of await journey.shipments()) {
      if (shipment.state !== 'voided' && shipment.trackingNumber)
        await journey.advance(shipment.trackingNumber, 'DELIVERED');
    }
    await journey.reaches('delivered');
    expect(await journey.books()).toEqual({ owed: 2 * UNIT_PRICE, settled: 2 * UNIT_PRICE, open: 0, held: 0 });
    expect(await stockOf(world, sku)).toEqual({ onHand: 2, reserved: 0 });
  });

  it('after delivery is refused with 409: it is returned, refunded and restocked instead', async () => {
    const sku = await aSku(world, { north: 4 });
    const journey = await begin({ lines: [{ sku, quantity: 2 }] });
    await journey.carry('DELIVERED');
    await journey.reaches('delivered');
    expect(await journey.cancel()).toBe(409);
    const { lines } = await journey.order();
    const back = await Return.asked(journey, lines);
    await back.inspected([
      { lineId: lines[0]?.lineId, quantity: 1, disposition: 'restock' },
      { lineId: lines[0]?.lineId, quantity: 1, disposition: 'scrap' },
    ]);
    await back.reaches('completed');
    expect(await journey.books()).toEqual({ owed: 0, settled: 0, open: 0, held: 0 });
    expect((await journey.payment()).refunded).toBe(2 * UNIT_PRICE);
    expect(await stockOf(world, sku)).toEqual({ onHand: 3, reserved: 0 });
  });

  describe('for another variant of the same price', () => {
    /** An order of two pieces of each SKU that was delivered, comes back whole, and is to be exchanged for other SKUs. */
    const sentBack = async (...wishes: (readonly [from: string, to: string])[]) => {
      const first = await begin({ lines: wishes.map(([sku]) => ({ sku, quantity: 2 })) });
      await first.carry('DELIVERED');
      await first.reaches('delivered');
      const { lines } = await first.order();
      const wanted = Object.fromEntries(lines.map(({ lineId, sku }) => [lineId, new Map(wishes).get(sku) ?? '']));
      const back = await Return.asked(first, lines, wanted);
      await back.inspected(lines.map(({ lineId }) => ({ lineId, quantity: 2, disposition: 'restock', grade: 'A' })));
      return { first, back };
    };

    const replacementOf = async (back: Return) => {
      const { exchange } = await back.until('is answered', ({ exchange }) => exchange?.orderId !== undefined);
      return new Journey(world, String(exchange?.orderId));
    };

    it('gets the replacement at the sealed address, and no money moves', async () => {
      const [medium, large] = await Promise.all([aSku(world, { north: 5 }), aSku(world, { north: 5 })]);
      const { first, back } = await sentBack([medium, large]);
      const replacement = await replacementOf(back);
      const [shipment] = await replacement.labelled();
      const shipTo = { name: 'Ada', line1: 'Elbchaussee 1', city: 'Hamburg' };
      expect(shipment).toMatchObject({ address: shipTo, lines: [{ sku: large, quantity: 2 }] });
      expect(await replacement.order()).toMatchObject({ source: 'exchange', sourceOrderId: back.returnId, shipTo });
      for (const [service, stream] of [
        ['orders', `order/${replacement.orderId}`],
        ['logistics', `shipment/${shipment?.shipmentId}`],
      ] as const) {
        const recorded = JSON.stringify(await world.api(service).get<Row>(`/v1/operations/streams/${stream}`));
        expect([recorded.includes('Hamburg'), recorded.includes('Elbchaussee')]).toEqual([true, false]);
      }
      await replacement.carry('DELIVERED');
      await replacement.reaches('delivered');
      expect(await back.reaches('completed')).toMatchObject({ exchange: { state: 'confirmed' }, refunded: 0 });
      expect(await first.books()).toEqual({ owed: 2 * UNIT_PRICE, settled: 2 * UNIT_PRICE, open: 0, held: 0 });
      expect((await first.payment()).refunded).toBe(0);
      expect(await replacement.order()).toMatchObject({ captured: 0, refunded: 0, open: 0 });
      expect([await stockOf(world, medium), await stockOf(world, large)]).toEqual([
        { onHand: 5, reserved: 0 },
        { onHand: 3, reserved: 0 },
      ]);
      const erasure = { orderId: replacement.orderId };
      succeeded(await world.api('orders').post('/v1/erasures', erasure, { idempotencyKey: `erase-${first.orderId}` }));
      const isErased = ({ erased }: Row) => erased === true;
      for (const order of [replacement, first]) await world.until('the erasure', () => order.order(), isErased);
    });

    it('gets the money when there is nothing to replace it with', async () => {
      const [medium, large] = await Promise.all([aSku(world, { north: 2 }), aSku(world, { north: 1 })]);
      const { first, back } = await sentBack([medium, large]);
      const done = await back.reaches('completed');
      expect(done).toMatchObject({ exchange: { state: 'failed', reason: 'shortage' }, refunded: 2 * UNIT_PRICE });
      expect(await first.books()).toEqual({ owed: 0, settled: 0, open: 0, held: 0 });
      expect([await stockOf(world, medium), await stockOf(world, large)]).toEqual([
        { onHand: 2, reserved: 0 },
        { onHand: 1, reserved: 0 },
      ]);
    });

    it('gets the money of what the carrier loses of the replacement, and keeps the rest', async () => {
      const places: Record<string, number>[] = [{ north: 4 }, { north: 4 }, { north: 2 }, { south: 2 }];
      const [medium = '', other = '', near = '', far = ''] = await Promise.all(places.map((at) => aSku(world, at)));
      const { first, back } = await sentBack([medium, near], [other, far]);
      const replacement = await replacementOf(back);
      const [kept, lost] = (await replacement.labelled(2)).sort((one, two) => (one.placeId < two.placeId ? -1 : 1));
      await replacement.advance(kept!.trackingNumber, 'DELIVERED');
      await replacement.advance(lost!.trackingNumber, 'LOST');
      await replacement.reaches('delivered');
      await first.tells('OrderExchangeUndone');
      expect(await first.books()).toEqual({ owed: 2 * UNIT_PRICE, settled: 2 * UNIT_PRICE, open: 0, held: 0 });
      expect((await first.payment()).refunded).toBe(2 * UNIT_PRICE);
      expect(await back.show()).toMatchObject({ state: 'completed', exchange: { givenBack: 2 * UNIT_PRICE } });
    });
  });
});
