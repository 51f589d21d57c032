import { randomBytes } from 'node:crypto';
import { Journey, stockOf } from './support/journey';
import { anOrder, aSku, orderIdOf, place, thePlaces, UNIT_PRICE } from './support/merchant';
import { sharedSpans } from './support/shared-system/client';
import { TraceTree } from './support/trace-tree';
import { World } from './support/world';

jest.setTimeout(120_000);

describe('one address for everything', () => {
  let world: World;
  let sku: string;

  beforeAll(async () => {
    world = await World.shared('gateway', { throughGateway: true });
    await thePlaces(world);
    sku = await aSku(world, { north: 10 });
  });

  afterAll(async () => {
    expect(await world.stuck()).toEqual([]);
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

  it('leaves one trace of an order, from the request through every service and back from the carrier until it is delivered', async () => {
    const traceId = randomBytes(16).toString('hex');
    const body = anOrder({ lines: [{ sku, quantity: 1 }] });
    const placed = await fetch(`${world.system.urls.gateway}/v1/orders`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.system.key}`,
        'content-type': 'application/json',
        'idempotency-key': body.sourceOrderId,
        traceparent: `00-${traceId}-${'a'.repeat(16)}-01`,
      },
      body: JSON.stringify(body),
    });
    expect(placed.status).toBe(201);
    const journey = new Journey(world, orderIdOf(world, body));
    await journey.reaches('confirmed');
    await journey.carry('DELIVERED');
    await journey.reaches('delivered');

    const trace = async () => new TraceTree((await sharedSpans()).filter((span) => span.traceId === traceId));
    const last = await world.until(
      'the span of the delivery at orders, with all before it',
      async () => (await trace()).path('orders', 'OnShipmentDelivered ShipmentDelivered'),
      (path) => path.at(0)?.name === 'POST /v1/orders' && path.at(0)?.service === 'gateway',
    );
    // The way may be longer: the provider's webhook may be quicker than its answer.
    const parcel = ['logistics', 'sandbox', 'gateway', 'logistics', 'orders'];
    const way = ['gateway', 'orders', 'logistics', 'orders', 'inventory', 'orders', 'payments', 'orders', ...parcel];
    const passed = last.reduce((at, { service }) => (service === way[at] ? at + 1 : at), 0);
    expect(way.slice(passed)).toEqual([]);
    const wanted = [
      'gateway POST /v1/orders > orders POST /v1/orders',
      'orders publish OrderRoutingRequested > logistics OnOrderRoutingRequested OrderRoutingRequested',
      'logistics publish RoutePlanned > orders OnRoutePlanned RoutePlanned',
      'orders publish StockReservationRequested > inventory OnStockReservationRequested StockReservationRequested',
      'inventory publish StockReserved > orders OnStockReserved StockReserved',
      'orders publish PaymentRequested > payments OnPaymentRequested PaymentRequested',
      'payments AskAuthorisation > sandbox POST /psp/v1/payments',
      'sandbox POST /psp/v1/payments > gateway POST /v1/webhooks/psp',
      'payments publish PaymentAuthorised > orders OnPaymentAuthorised PaymentAuthorised',
      'orders publish ShipmentRequested > logistics OnShipmentRequested ShipmentRequested',
      'logistics BookLabel > sandbox POST /carrier/v1/shipments',
      'sandbox POST /carrier/v1/shipments > gateway POST /v1/webhooks/carriers',
      'logistics publish ShipmentDelivered > orders OnShipmentDelivered ShipmentDelivered',
    ];
    // What is beside the way to the last span may arrive a little later.
    const missing = (edges: string[]) => wanted.filter((edge) => !edges.includes(edge));
    await world.until(
      'all edges between services, and the parents of all spans',
      async () => trace().then((tree) => [...missing(tree.edges()), ...tree.loose()]),
      (left) => left.length === 0,
    );
    // Nothing else was recorded.
    expect((await sharedSpans()).filter((span) => span.traceId !== traceId)).toEqual([]);
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
