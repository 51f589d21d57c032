import { Journey, stockOf } from './support/journey';
import { aSku, place, thePlaces, UNIT_PRICE, type OrderWish } from './support/merchant';
import { succeeded, World, type Row } from './support/world';

jest.setTimeout(120_000);

describe('an order that is called back', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start();
    await thePlaces(world);
  });

  afterAll(async () => {
    const stuck = await world.stuck();
    await world.stop();
    expect(stuck).toEqual([]);
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
    const body = { orderId: journey.orderId, reason: 'damaged', lines: [{ lineId: lines[0]?.lineId, quantity: 2 }] };
    const returns = world.api('returns');
    const asked = succeeded(await returns.post('/v1/returns', body, { idempotencyKey: `return-${journey.orderId}` }));
    const path = `/v1/returns/${String(asked['returnId'])}`;
    await journey.carry('DELIVERED', 'return');
    await world.until(
      'the return received',
      () => returns.get<Row>(path),
      ({ state }) => state === 'received',
    );
    const findings = [
      { lineId: lines[0]?.lineId, quantity: 1, disposition: 'restock' },
      { lineId: lines[0]?.lineId, quantity: 1, disposition: 'scrap' },
    ];
    succeeded(await returns.post(`${path}/inspect`, { lines: findings }, { idempotencyKey: `inspect-${path}` }));
    await world.until(
      'the return completed',
      () => returns.get<Row>(path),
      ({ state }) => state === 'completed',
    );
    expect(await journey.books()).toEqual({ owed: 0, settled: 0, open: 0, held: 0 });
    expect((await journey.payment()).refunded).toBe(2 * UNIT_PRICE);
    expect(await stockOf(world, sku)).toEqual({ onHand: 3, reserved: 0 });
  });
});
