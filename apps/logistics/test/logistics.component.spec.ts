import type { ShipmentAnswer } from '@entrepot/contracts/logistics';
import { cleanUp, eventually, testBackend, TopicReader, uniqueName } from '@entrepot/testing';
import { Neighbours } from './neighbours';
import { RunningLogistics } from './running-logistics';

jest.setTimeout(90_000);

const prefix = uniqueName('logistics');
const neighbours = new Neighbours(testBackend(), prefix);
const lines = [{ lineId: '1', sku: 'SHIRT', quantity: 2 }];
let logistics: RunningLogistics;

beforeAll(async () => {
  logistics = await RunningLogistics.launch(prefix);
  await neighbours.connect();
  await neighbours.variant('SHIRT', 200);
  await neighbours.place('gru-1', { latitude: -23.45, longitude: -46.53 });
  await neighbours.stock('SHIRT', 'gru-1', 100);
  await logistics.caughtUp();
});

afterEach(() => logistics.sandbox.reset());

afterAll(async () => {
  await neighbours.close();
  await logistics?.stop();
  await cleanUp(prefix, testBackend());
});

const shipment = (id: string) => logistics.bodyOf<ShipmentAnswer>(`/v1/shipments/${id}`);
const until = (id: string, state: string) =>
  eventually(
    () => shipment(id),
    (found) => found.state === state,
    15_000,
  );

describe('logistics', () => {
  it('routes, ships, labels, and follows a parcel to its delivery', async () => {
    await neighbours.route('ord_1', lines);
    const routes = await eventually(
      () => logistics.bodyOf<{ items: unknown[] }>('/v1/orders/ord_1/routes'),
      ({ items }) => items.length === 1,
    );
    expect(routes.items[0]).toMatchObject({
      attempt: 1,
      allocations: [{ placeId: 'gru-1', lines, distanceKm: 81.3, reason: 'only place that has every line' }],
      shortages: [],
    });
    await neighbours.ship('ord_1', 'shp_1', lines);
    const { trackingNumber = '' } = await until('shp_1', 'labelled');
    await logistics.sandbox.advance(trackingNumber, 'COLLECTED', { occurredAt: '2017-10-02T10:56:33Z' });
    expect(await until('shp_1', 'under-way')).toMatchObject({ pickedUpAt: '2017-10-02T10:56:33Z' });
    await logistics.sandbox.advance(trackingNumber, 'DELIVERED', { occurredAt: '2017-10-10T21:25:13Z' });
    expect(await until('shp_1', 'delivered')).toMatchObject({ endedAt: '2017-10-10T21:25:13Z' });
    expect(TopicReader).toBeDefined();
  });
});
