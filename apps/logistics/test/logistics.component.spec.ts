import type { RouteAnswer, RoutePlanned, ShipmentDelivered, ShipmentPickedUp } from '@entrepot/contracts/logistics';
import { cleanUp, eventually, testBackend, TopicReader, uniqueName } from '@entrepot/testing';
import { FollowedShipment, LINES } from './followed-shipment';
import { Neighbours } from './neighbours';
import { RunningLogistics } from './running-logistics';

jest.setTimeout(90_000);

const prefix = uniqueName('logistics');
const neighbours = new Neighbours(testBackend(), prefix);
const published = new TopicReader(testBackend(), prefix);
let logistics: RunningLogistics;

beforeAll(async () => {
  logistics = await RunningLogistics.launch(prefix);
  await neighbours.connect();
  await published.read('logistics.routing.v1', 'logistics.shipment.v1', 'logistics.tracking.v1');
  await neighbours.variant('SHIRT', 200);
  await neighbours.place('gru-1', { latitude: -23.45, longitude: -46.53 });
  await neighbours.place('rec-1', { latitude: -8.05, longitude: -34.88 });
  await neighbours.stock('SHIRT', 'gru-1', 100, 98);
  await neighbours.stock('SHIRT', 'rec-1', 50);
  await neighbours.stock('MUG', 'rec-1', 5);
  await logistics.caughtUp();
});

afterEach(() => logistics.sandbox.reset());

afterAll(async () => {
  await neighbours.close();
  await published.close();
  await logistics?.stop();
  await cleanUp(prefix, testBackend());
});

const aShipment = () => new FollowedShipment(logistics, neighbours, published);

async function routesOf(orderId: string, count = 1): Promise<RouteAnswer[]> {
  const page = () => logistics.bodyOf<{ items: RouteAnswer[] }>(`/v1/orders/${orderId}/routes`);
  return (await eventually(page, ({ items }) => items.length === count)).items;
}

describe('routing', () => {
  it('answers with the nearest place that has every piece free, and says why', async () => {
    await neighbours.route('ord_near', LINES);
    expect(await routesOf('ord_near')).toMatchObject([
      {
        attempt: 1,
        allocations: [
          { placeId: 'gru-1', lines: LINES, distanceKm: 81.3, reason: 'nearest place that has every line' },
        ],
        shortages: [],
        considered: [
          { placeId: 'gru-1', rank: 1 },
          { placeId: 'rec-1', rank: 2 },
        ],
      },
    ]);
    const [told] = await published.waitFor<RoutePlanned>('RoutePlanned', { orderId: 'ord_near' });
    expect(told?.event).toMatchObject({ orderId: 'ord_near', attempt: 1 });
  });

  it('answers every attempt, and knows the stock that was told meanwhile', async () => {
    const many = [
      { lineId: '1', sku: 'SHIRT', quantity: 51 },
      { lineId: '2', sku: 'LAMP', quantity: 1 },
    ];
    await neighbours.route('ord_many', many);
    expect(await routesOf('ord_many')).toMatchObject([
      { allocations: [{ placeId: 'rec-1' }, { placeId: 'gru-1' }], shortages: [{ sku: 'LAMP', quantity: 1 }] },
    ]);
    await neighbours.stock('LAMP', 'new-1', 1);
    await logistics.caughtUp();
    await neighbours.route('ord_many', many, 2, ['gru-1']);
    const routes = await routesOf('ord_many', 2);
    expect(routes.map(({ attempt }) => attempt)).toEqual([2, 1]);
    expect(routes[0]?.shortages).toEqual([{ lineId: '1', sku: 'SHIRT', quantity: 1 }]);
    expect(routes[0]?.considered).toContainEqual(
      expect.objectContaining({ placeId: 'gru-1', reason: 'excluded by the order' }),
    );
    expect(routes[0]?.considered).toContainEqual(
      expect.objectContaining({ placeId: 'new-1', reason: expect.stringContaining('distance unknown') as string }),
    );
  });

  it('waits for the first receipt of a SKU, which an order may overtake', async () => {
    const early = { lineId: '1', sku: 'EARLY', quantity: 1 };
    // Of a clock ahead of ours, so that however slow this machine is, the order is new.
    await neighbours.firstRoute('ord_early', [early], new Date(Date.now() + 600_000).toISOString());
    const parked = () => logistics.bodyOf<{ items: { reason: string }[] }>('/v1/operations/parked');
    expect((await eventually(parked, ({ items }) => items.length === 1)).items).toMatchObject([
      { reason: 'stock.unheard' },
    ]);
    await neighbours.stock('EARLY', 'gru-1', 1);
    expect(await routesOf('ord_early')).toMatchObject([
      { attempt: 1, allocations: [{ placeId: 'gru-1', lines: [early] }], shortages: [] },
    ]);
  });

  it('keeps merchants apart', async () => {
    const other = await logistics.get('/v1/orders/ord_near/routes', 'key-of-other');
    expect([other.status, other.body]).toEqual([200, { items: [] }]);
    expect((await logistics.get('/v1/orders/ord_near/routes', 'no-such-key')).status).toBe(401);
  });
});

describe('a shipment', () => {
  it('is labelled, picked up and delivered, each told once, with the times of the carrier', async () => {
    const shipment = aShipment();
    const trackingNumber = await shipment.labelled();
    await logistics.sandbox.advance(trackingNumber, 'COLLECTED', { occurredAt: '2017-10-02T10:56:33Z' });
    expect(await shipment.until('under-way')).toMatchObject({ pickedUpAt: '2017-10-02T10:56:33Z' });
    await logistics.sandbox.advance(trackingNumber, 'DELIVERED', { occurredAt: '2017-10-10T21:25:13Z' });
    expect(await shipment.until('delivered')).toMatchObject({
      ...{ carrier: 'sandbox', direction: 'outbound', placeId: 'gru-1', lines: LINES, cost: 1290 },
      ...{ parcels: [{ weightGrams: 400 }], endedAt: '2017-10-10T21:25:13Z', trackingStatus: 'delivered' },
    });
    expect(await shipment.facts('ShipmentDelivered')).toEqual([
      ...['ShipmentPlanned', 'LabelRequested', 'ShipmentLabelled', 'ShipmentPickedUp', 'ShipmentDelivered'],
    ]);
    const { shipmentId } = shipment;
    const [pickUp] = published.of<ShipmentPickedUp>('ShipmentPickedUp', { shipmentId });
    expect(pickUp?.event).toMatchObject({ reservationId: `rsv_${shipmentId}`, occurredAt: '2017-10-02T10:56:33Z' });
    expect(await shipment.calls()).toEqual(['book done']);
    expect(await shipment.tracking()).toMatchObject([
      { status: 'collected', carrierStatus: 'COLLECTED', occurredAt: '2017-10-02T10:56:33Z' },
      { status: 'delivered' },
    ]);
  });

  it('is found by order, state and tracking number, by its merchant only', async () => {
    const shipment = aShipment();
    const trackingNumber = await shipment.labelled();
    const { orderId, shipmentId } = shipment;
    const found = (query: string) =>
      logistics.bodyOf<{ items: { shipmentId: string }[] }>(`/v1/shipments?${query}`).then(({ items }) => items);
    const queries = [`orderId=${orderId}`, `orderId=${orderId}&state=labelled`, `trackingNumber=${trackingNumber}`];
    for (const query of queries) {
      expect(
        await eventually(
          () => found(query),
          (items) => items.length === 1,
        ),
      ).toMatchObject([{ shipmentId }]);
    }
    expect(await found(`orderId=${orderId}&state=lost`)).toEqual([]);
    expect(await found('trackingNumber=NEVER')).toEqual([]);
    expect((await logistics.get(`/v1/shipments/${shipmentId}`, 'key-of-other')).status).toBe(404);
    expect((await logistics.get(`/v1/shipments/${shipmentId}/tracking`, 'key-of-other')).status).toBe(404);
    const again = await logistics.post(`/v1/shipments/${shipmentId}/label`, 'again-1');
    expect([again.status, again.body]).toEqual([409, expect.objectContaining({ code: 'shipment.label-not-failed' })]);
  });

  it('is planned and booked once, however often it is asked for', async () => {
    const shipment = aShipment();
    const sent = await shipment.request();
    await neighbours.again(sent);
    await shipment.until('labelled');
    await neighbours.again(sent);
    await neighbours.again(sent);
    await logistics.caughtUp();
    expect(await shipment.facts('ShipmentLabelled')).toEqual(['ShipmentPlanned', 'LabelRequested', 'ShipmentLabelled']);
    expect(await shipment.calls()).toEqual(['book done']);
  });

  it('brings back what a customer returns', async () => {
    const shipment = aShipment();
    await shipment.sendBack();
    await logistics.sandbox.advance(await shipment.number(), 'DELIVERED', { occurredAt: '2017-11-02T10:00:00Z' });
    expect(await shipment.until('delivered')).toMatchObject({
      direction: 'return',
      returnId: `ret_${shipment.shipmentId}`,
    });
    const [arrival] = await published.waitFor<ShipmentDelivered>('ShipmentDelivered', {
      shipmentId: shipment.shipmentId,
    });
    expect(arrival?.event).toMatchObject({ direction: 'return', placeId: 'gru-1', lines: LINES });
  });
});

describe('a void', () => {
  it('gives the label back before the pick-up', async () => {
    const shipment = aShipment();
    await shipment.labelled();
    await shipment.void();
    await shipment.until('voided');
    expect(await shipment.facts('ShipmentVoided')).toEqual([
      ...['ShipmentPlanned', 'LabelRequested', 'ShipmentLabelled', 'VoidRequested', 'ShipmentVoided'],
    ]);
    expect(await shipment.calls()).toEqual(['book done', 'void done']);
  });

  it('waits for the label that is being asked for', async () => {
    const shipment = aShipment();
    await logistics.sandbox.rule('book', 'error', { reference: shipment.shipmentId }, 2);
    await shipment.request();
    await shipment.void();
    await shipment.until('voided');
    expect(await shipment.facts('ShipmentVoided')).toEqual([
      ...['ShipmentPlanned', 'LabelRequested', 'ShipmentWishRecorded', 'ShipmentLabelled', 'VoidRequested'],
      'ShipmentVoided',
    ]);
  });

  it('is refused after the pick-up, which is learned from the carrier when its webhook was lost', async () => {
    const shipment = aShipment();
    const trackingNumber = await shipment.labelled();
    await logistics.sandbox.dials({ webhooks: { silent: true } });
    await logistics.sandbox.advance(trackingNumber, 'COLLECTED');
    await shipment.void();
    await shipment.until('under-way');
    expect(await shipment.facts('ShipmentPickedUp')).toEqual([
      ...['ShipmentPlanned', 'LabelRequested', 'ShipmentLabelled', 'VoidRequested', 'ShipmentVoidRefused'],
      ...['TrackingInquiryRequested', 'TrackingInquired', 'ShipmentPickedUp'],
    ]);
    expect(await shipment.calls()).toEqual(['book done', 'void refused', 'track done']);
  });
});

describe('an interception', () => {
  it('brings a parcel back that is under way', async () => {
    const shipment = aShipment();
    await shipment.pickedUp();
    await shipment.intercept();
    expect(await shipment.until('returned')).toMatchObject({ intercepted: true });
    const facts = await shipment.facts('ShipmentReturned');
    expect(facts.slice(-1)).toEqual(['ShipmentReturned']);
    expect(facts.filter((type) => type === 'ShipmentIntercepted')).toHaveLength(1);
    expect(await shipment.calls()).toEqual(['book done', 'intercept done']);
  });

  it('fails when the carrier cannot', async () => {
    const shipment = aShipment();
    await shipment.pickedUp();
    await logistics.sandbox.dials({ interceptRate: 0 });
    await shipment.intercept();
    expect(await shipment.facts('InterceptionFailed')).toContain('InterceptionFailed');
    expect(await shipment.show()).toMatchObject({ state: 'under-way' });
  });

  it('fails after the delivery without asking the carrier', async () => {
    const shipment = aShipment();
    await logistics.sandbox.advance(await shipment.labelled(), 'DELIVERED');
    await shipment.until('delivered');
    await shipment.intercept();
    expect(await shipment.facts('InterceptionFailed')).toContain('InterceptionFailed');
    expect(await shipment.calls()).toEqual(['book done']);
  });
});
