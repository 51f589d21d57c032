import { Journey, stockOf } from './support/journey';
import { aSku, place, thePlaces, UNIT_PRICE } from './support/merchant';
import { World } from './support/world';

jest.setTimeout(120_000);

describe('one address for everything', () => {
  let world: World;
  let sku: string;

  beforeAll(async () => {
    world = await World.start({ throughGateway: true });
    await thePlaces(world);
    sku = await aSku(world, { north: 10 });
  });

  afterAll(async () => {
    const stuck = await world.stuck();
    await world.stop();
    expect(stuck).toEqual([]);
  });

  const at = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${world.system.urls.gateway}${path}`, { headers });
  const asMerchant = (path: string) => at(path, { authorization: `Bearer ${world.system.key}` });

  it('brings an order from the catalog to the customer, webhooks of carrier and payment provider included', async () => {
    const journey = new Journey(world, await place(world, { lines: [{ sku, quantity: 2 }] }));
    await journey.reaches('confirmed');
    await journey.carry('DELIVERED');
    await journey.reaches('delivered');
    expect(await journey.books()).toEqual({ owed: 2 * UNIT_PRICE, settled: 2 * UNIT_PRICE, open: 0, held: 0 });
    expect(await stockOf(world, sku)).toEqual({ onHand: 8, reserved: 0 });
    expect((await journey.story()).map(({ event }) => event)).toContain('ShipmentDelivered');
  });

  it('shows the doors of all services in one document, and lets nobody through them without a key', async () => {
    const { paths } = (await (await at('/openapi.json')).json()) as { paths: Record<string, unknown> };
    const wanted = [
      '/v1/products',
      '/v1/stock',
      '/v1/orders',
      '/v1/payments',
      '/v1/shipments',
      '/v1/returns',
      '/v1/clients',
    ];
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(wanted));
    const statuses = await Promise.all(wanted.map(async (path) => (await at(path)).status));
    expect(new Set(statuses)).toEqual(new Set([401]));
  });

  it('answers for the others while one service is dead, and for that one when it is back', async () => {
    await world.system.kill('returns');
    const dead = await asMerchant('/v1/returns');
    expect(dead.status).toBe(503);
    expect(await dead.json()).toMatchObject({ code: 'dependency.unavailable' });
    expect((await asMerchant('/v1/orders')).status).toBe(200);
    await world.system.ready('returns');
    await world.until(
      'returns',
      async () => (await asMerchant('/v1/returns')).status,
      (status) => status === 200,
    );
  });
});
