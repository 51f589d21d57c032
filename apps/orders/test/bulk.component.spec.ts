import type { BulkAnswer, OrderAnswer, OrderRow } from '@entrepot/contracts/orders';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { aBody } from './builders';
import { CatalogDouble, OTHER_MERCHANT, RunningOrders } from './running-orders';
import { orderIdOf, Shop } from './shop';

jest.setTimeout(60_000);

const prefix = uniqueName('orders-bulk');
const shop = new Shop(prefix);
const MANY = 60;
const ids = Array.from({ length: MANY }, (_, index) => orderIdOf(`b-${index}`));
let catalog: CatalogDouble;
let orders: RunningOrders;

beforeAll(async () => {
  catalog = await CatalogDouble.listen();
  orders = await RunningOrders.launch(prefix, catalog.url);
  await shop.open();
  await Promise.all([shop.adds('SHIRT'), shop.adds('MUG')]);
  await shop.reader.waitFor('SkuLearned', {}, 2);
  const bodies = ids.map((_, index) => aBody({ sourceOrderId: `b-${index}` }));
  await Promise.all(bodies.map((body) => orders.post('/v1/orders', body, body.sourceOrderId)));
});

afterAll(async () => {
  await shop.close();
  await orders.stop();
  await catalog.close();
  await cleanUp(prefix, testBackend());
});

const bulk = (body: object, key: string, query = '') => orders.post(`/v1/orders/bulk${query}`, body, key);
const answerOf = (response: { body: unknown }) => response.body as BulkAnswer;
const order = (orderId: string) => orders.bodyOf<OrderAnswer>(`/v1/orders/${orderId}`);
const finished = (bulkId: string) =>
  eventually(
    () => orders.bodyOf<BulkAnswer>(`/v1/orders/bulk/${bulkId}/results`),
    (answer) => answer.finished === answer.total,
  );

describe('an action on many orders', () => {
  it('tells in a dry run what would become of each, and does nothing', async () => {
    const body = { action: 'hold', orderIds: [...ids.slice(0, 2), 'ord_nobody'], reason: 'recall' };
    const answer = answerOf(await bulk(body, 'dry', '?dryRun=true'));
    expect(answer).toMatchObject({ dryRun: true, total: 3, finished: 3, done: 2, refused: 1 });
    expect(answer.results[0]).toMatchObject({ orderId: ids[0], outcome: 'done', status: 200, state: 'held' });
    expect((await order(ids[0]!)).state).toBe('placed');
  });

  it('is done to every order once, whatever others refuse, and says what became of each', async () => {
    const body = { action: 'hold', orderIds: ['ord_nobody', ...ids], reason: 'recall' };
    const [first, twin] = await Promise.all([bulk(body, 'hold-all'), bulk(body, 'hold-all')]);
    expect([200, 202]).toContain(first.status);
    const { bulkId } = answerOf(first);
    expect(answerOf(twin).bulkId).toBe(bulkId);
    const end = await finished(bulkId);
    expect(end).toMatchObject({ action: 'hold', dryRun: false, total: MANY + 1, done: MANY, refused: 1, unchanged: 0 });
    expect(end.results[0]).toMatchObject({ orderId: 'ord_nobody', status: 404, code: 'order.not-found' });
    expect(await order(ids[MANY - 1]!)).toMatchObject({ state: 'held', hold: { note: 'recall' } });
    expect(answerOf(await bulk(body, 'hold-all'))).toMatchObject({ done: MANY, refused: 1 });
    expect(await shop.reader.waitFor('OrderHeld', { orderId: ids[0] } as object, 1)).toHaveLength(1);
    expect((await bulk({ ...body, reason: 'other' }, 'hold-all')).body).toMatchObject({
      code: 'idempotency.key-reused',
    });
  });

  it('takes the orders that a filter finds, and cancels what it may', async () => {
    const held = () => orders.bodyOf<{ items: OrderRow[] }>('/v1/orders?state=held&q=b-1&sort=total&limit=200');
    const found = await eventually(held, ({ items }) => items.length === 11);
    await orders.post(`/v1/orders/${found.items[0]?.orderId}/cancel`, { reason: 'x' }, 'one');
    const start = await bulk({ action: 'cancel', filter: { q: 'b-1', sku: 'MUG' }, reason: 'recall' }, 'cancel-some');
    const end = await finished(answerOf(start).bulkId);
    expect(end).toMatchObject({ total: 11, done: 10, refused: 1, more: false });
    expect(end.results.find(({ outcome }) => outcome === 'refused')).toMatchObject({
      ...{ orderId: found.items[0]?.orderId, status: 409, code: 'order.already-cancelled' },
    });
    const none = await bulk({ action: 'release', filter: { source: 'nobody' } }, 'none');
    expect([none.status, none.body]).toMatchObject([200, { total: 0, results: [] }]);
  });

  it("is refused where it contradicts itself, and is nobody else's", async () => {
    expect((await bulk({ action: 'cancel', orderIds: ids }, 'bad')).body).toMatchObject({
      ...{ status: 422, code: 'order.bulk-invalid', errors: [{ field: 'reason' }] },
    });
    expect((await bulk({ action: 'sell', orderIds: ids }, 'bad')).body).toMatchObject({
      errors: [{ field: 'action' }],
    });
    const { bulkId } = answerOf(await bulk({ action: 'note', orderIds: [ids[0]], reason: 'x' }, 'mine'));
    expect((await orders.get(`/v1/orders/bulk/${bulkId}/results`, OTHER_MERCHANT)).status).toBe(404);
  });

  it('leaves nothing parked', async () => {
    const progress = () => orders.bodyOf<{ idle: boolean }>('/v1/operations/progress');
    expect(await eventually(progress, ({ idle }) => idle)).toMatchObject({ idle: true, parked: 0, deadLetters: 0 });
  });
});
