import type { OrderAnswer, OrderTotals } from '@entrepot/contracts/orders';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { aBody } from './builders';
import { CatalogDouble, RunningOrders } from './running-orders';
import { orderIdOf, reaches, Shop } from './shop';

jest.setTimeout(120_000);

const ORDERS = 30;
const prefix = uniqueName('orders');
const shop = new Shop(prefix);
let catalog: CatalogDouble;
let instances: [RunningOrders, RunningOrders];

beforeAll(async () => {
  catalog = await CatalogDouble.listen();
  instances = [await RunningOrders.launch(prefix, catalog.url), await RunningOrders.launch(prefix, catalog.url)];
  await shop.open();
  await Promise.all([shop.adds('SHIRT'), shop.adds('MUG')]);
  await shop.reader.waitFor('SkuLearned', {}, 2);
});

afterAll(async () => {
  await shop.close();
  await Promise.all(instances.map((each) => each.stop()));
  await catalog.close();
  await cleanUp(prefix, testBackend());
});

const names = Array.from({ length: ORDERS }, (_, index) => `two-${index}`);

describe('two instances of orders', () => {
  it('make one order of each, though every one comes to both and over the topic', async () => {
    const answers = await Promise.all(
      names.flatMap((name) => [
        ...instances.map((each, index) => each.post('/v1/orders', aBody({ sourceOrderId: name }), `${index}-${name}`)),
        shop.submits(aBody({ sourceOrderId: name }), `m-${name}`),
      ]),
    );
    const statuses = answers.flatMap((answer) => (answer === undefined ? [] : [answer.status]));
    expect(statuses.filter((status) => status !== 200 && status !== 201)).toEqual([]);
    for (const type of ['OrderIntakeAccepted', 'OrderRoutingRequested']) await shop.reader.waitFor(type, {}, ORDERS);
    expect(await shop.reader.waitFor('OrderPlaced', {}, ORDERS)).toHaveLength(ORDERS);
    expect(await shop.reader.waitFor('OrderRoutingRequested', {}, ORDERS)).toHaveLength(ORDERS);
  });

  it('cancel each once, though facts and commands meet on both', async () => {
    const ids = names.map((name) => orderIdOf(name));
    const cancels = ids.flatMap((orderId) =>
      instances.map((each, index) =>
        each.post(`/v1/orders/${orderId}/cancel`, { reason: 'both' }, `${index}-${orderId}`),
      ),
    );
    const [answers] = await Promise.all([Promise.all(cancels), ...ids.map((orderId) => shop.routes(orderId))]);
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
    for (const orderId of ids) await reaches(instances[1], orderId, 'cancelled');
    await shop.reader.waitFor('OrderCancelled', {}, ORDERS);
    expect(await shop.reader.waitFor('OrderCancelled', {}, ORDERS)).toHaveLength(ORDERS);
    const asked = shop.reader.of('StockReservationRequested').length;
    await shop.reader.waitFor('StockReleaseRequested', {}, asked);
    expect(await shop.reader.waitFor('StockReleaseRequested', {}, asked)).toHaveLength(asked);
  });

  it('show the same, and have nothing left over', async () => {
    for (const each of instances) {
      const progress = () => each.bodyOf<{ idle: boolean }>('/v1/operations/progress');
      expect(await eventually(progress, ({ idle }) => idle, 30_000)).toMatchObject({ parked: 0, deadLetters: 0 });
      const totals = () => each.bodyOf<OrderTotals>('/v1/order-totals');
      const { currencies } = await eventually(totals, (sum) => sum.currencies[0]?.open === 0);
      expect(currencies).toMatchObject([{ orders: ORDERS, cancelled: ORDERS * 12_000, open: 0 }]);
      expect(await each.bodyOf<OrderAnswer>(`/v1/orders/${orderIdOf('two-0')}`)).toMatchObject({ state: 'cancelled' });
    }
  });
});
