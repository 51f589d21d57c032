import { Journey } from './support/journey';
import { aSku, place, thePlaces, UNIT_PRICE } from './support/merchant';
import { succeeded, World } from './support/world';

jest.setTimeout(120_000);

describe('webhooks as carriers and providers really send them', () => {
  let world: World;
  let sku: string;

  beforeAll(async () => {
    world = await World.shared('webhooks');
    await thePlaces(world);
    sku = await aSku(world, { north: 100 });
  });

  afterAll(async () => {
    expect(await world.stuck()).toEqual([]);
  });

  afterEach(() => world.api('sandbox').put('/sandbox/dials', {}));

  const dial = async (dials: object) => succeeded(await world.api('sandbox').put('/sandbox/dials', dials));
  const begin = async () => new Journey(world, await place(world, { lines: [{ sku, quantity: 1 }] }));

  it('duplicated and reordered: each order is delivered once and charged once', async () => {
    const faults = { duplicateRate: 0.5, reorderRate: 0.5, delayMs: { min: 0, max: 40 } };
    await dial({ carrier: { webhooks: faults }, psp: { webhooks: faults } });
    const journeys = await Promise.all(Array.from({ length: 6 }, begin));
    for (const journey of journeys) await journey.carry('DELIVERED');
    for (const journey of journeys) {
      await journey.reaches('delivered');
      expect(await journey.books()).toEqual({ owed: UNIT_PRICE, settled: UNIT_PRICE, open: 0, held: 0 });
      const events = (await journey.story()).map(({ event }) => event);
      expect(events.filter((event) => event === 'ShipmentPickedUp')).toHaveLength(1);
      expect(events.filter((event) => event === 'ShipmentDelivered')).toHaveLength(1);
    }
  });

  it('early: the parcel moves before the label has been answered', async () => {
    // The booking is done and told by webhooks, while its answer never comes: only asking finds the tracking number.
    await dial({ carrier: { timeoutThenSuccess: 1, autoProgress: { enabled: true, stepMs: 50 } } });
    const journey = await begin();
    await journey.reaches('confirmed');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await dial({});
    await journey.reaches('delivered');
    expect(await journey.shipments()).toHaveLength(1);
    expect(await journey.books()).toEqual({ owed: UNIT_PRICE, settled: UNIT_PRICE, open: 0, held: 0 });
  });

  it('forged or stale: refused with 401 and without effect', async () => {
    const url = `${world.system.urls.logistics}/v1/webhooks/carriers/sandbox/${world.system.merchantId}`;
    const { signPayload } = await import('@entrepot/platform');
    const body = JSON.stringify({
      id: 'forged-1',
      trackingNumber: 'SB1BR',
      code: 'DELIVERED',
      occurredAt: new Date().toISOString(),
    });
    const send = async (signature: string) => {
      const headers = { 'content-type': 'application/json', 'carrier-signature': signature };
      const reply = await fetch(url, { method: 'POST', headers, body });
      return [reply.status, ((await reply.json()) as { code: string }).code];
    };
    const secret = world.system.secrets.carrierWebhookSecret;
    expect(await send(signPayload('another-secret', body))).toEqual([401, 'webhook.signature-invalid']);
    expect(await send(signPayload(secret, `${body} `))).toEqual([401, 'webhook.signature-invalid']);
    expect(await send(signPayload(secret, body, Date.now() - 3_600_000))).toEqual([401, 'webhook.stale']);
  });
});
