import type { OrderAnswer } from '@entrepot/contracts/orders';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { createConnection } from 'mongoose';
import { OrderPrivacy } from '../src/order-privacy';
import { aBody } from './builders';
import { CatalogDouble, RunningOrders } from './running-orders';
import { orderIdOf, reaches, Shop } from './shop';

jest.setTimeout(60_000);

const prefix = uniqueName('personal');
const shop = new Shop(prefix);
let catalog: CatalogDouble;
let orders: RunningOrders;

beforeAll(async () => {
  catalog = await CatalogDouble.listen();
  orders = await RunningOrders.launch(prefix, catalog.url);
  await shop.open();
  await Promise.all([shop.adds('SHIRT'), shop.adds('MUG')]);
  await shop.reader.waitFor('SkuLearned', {}, 2);
});

afterAll(async () => {
  await shop.close();
  await orders.stop();
  await catalog.close();
  await cleanUp(prefix, testBackend());
});

const person = (mark: string) => ({
  customer: { customerId: `c-${mark}`, name: `Name${mark}`, email: `${mark}@example.com` },
  shipTo: { name: `Name${mark}`, phone: '+351 21 000 0000', line1: `Street ${mark}`, city: 'Lisboa', country: 'PT' },
  notes: `Note ${mark}`,
});

/** The collections of the service in which the text stands. */
async function collectionsWith(text: string): Promise<string[]> {
  const connection = await createConnection(testBackend().mongoUri).asPromise();
  const found: string[] = [];
  for (const { collectionName, find } of await collectionsOf(`${prefix}-entrepot-orders`)) {
    if (JSON.stringify(await find()).includes(text)) found.push(collectionName);
  }
  await connection.close();
  return found;

  async function collectionsOf(database: string) {
    const collections = await connection.getClient().db(database).collections();
    return collections.map((of) => ({ collectionName: of.collectionName, find: () => of.find({}).toArray() }));
  }
}

const listed = async (list: string) =>
  (await orders.bodyOf<{ items: { id: string }[] }>(`/v1/operations/${list}`)).items;

it('is recorded sealed and answered in plain', async () => {
  const body = aBody({ sourceOrderId: 'p-1', ...person('Zzanazz') });
  const placed = await orders.post('/v1/orders', body, 'p-1');
  expect([placed.status, placed.body]).toMatchObject([201, person('Zzanazz')]);
  await reaches(orders, orderIdOf('p-1'), 'placed');
  await expect(collectionsWith('Zzanazz')).resolves.toEqual([]);
  await expect(collectionsWith('Lisboa')).resolves.toContain('events');
  expect((await orders.post('/v1/orders', body, 'p-1')).headers['idempotent-replayed']).toBe('true');
});

it('is shown sealed in what is recorded, and opened only with a reason, which is written down', async () => {
  const body = aBody({ sourceOrderId: 'p-0', ...person('Zzapezz') });
  await orders.post('/v1/orders', body, 'p-0');
  const stream = `/v1/operations/streams/order/${orderIdOf('p-0')}`;
  const sealed = JSON.stringify(await orders.bodyOf(stream));
  expect([sealed.includes('Zzapezz'), sealed.includes('OrderPlaced')]).toEqual([false, true]);
  expect((await orders.post(`${stream}/open`, {}, 'open-1')).body).toMatchObject({ errors: [{ field: 'reason' }] });
  const opened = await orders.post(`${stream}/open`, { reason: 'the customer asks' }, 'open-2');
  const [first] = (opened.body as { items: object[] }).items;
  expect([opened.status, first]).toMatchObject([200, { event: { type: 'OrderPlaced', ...person('Zzapezz') } }]);
  const { items } = await orders.bodyOf<{ items: object[] }>('/v1/operations/audit?action=open');
  expect(items).toMatchObject([{ what: 'personal-data', reason: 'the customer asks', ids: [expect.stringContaining(orderIdOf('p-0'))] }]); // prettier-ignore
});

it('waits sealed when an order from the intake topic has to wait, and is taken on when it can be', async () => {
  const broken = jest
    .spyOn(orders.service.app.get(OrderPrivacy), 'sealed')
    .mockRejectedValue(new Error('out of order'));
  await shop.submits(aBody({ sourceOrderId: 'p-2', ...person('Zzbiazz') }), 'm-1');
  const [parked] = await eventually(
    () => listed('parked'),
    (items) => items.length === 1,
  );
  await expect(collectionsWith('Zzbiazz')).resolves.toEqual([]);
  const path = `/v1/operations/parked/${encodeURIComponent(parked!.id)}`;
  const shown = await orders.bodyOf(path);
  expect(JSON.stringify(shown)).not.toContain('Zzbiazz');
  expect(shown).toMatchObject({
    message: { body: { sourceOrderId: 'p-2', shipTo: { name: '[personal]', city: 'Lisboa' }, lines: [{}, {}] } },
  });
  expect((await orders.post(`${path}/open`, {}, 'why')).body).toMatchObject({ errors: [{ field: 'reason' }] });
  const opened = await orders.post(`${path}/open`, { reason: 'why does it fail' }, 'see');
  expect([opened.status, opened.body]).toMatchObject([200, { message: { body: person('Zzbiazz') } }]);
  const { items } = await orders.bodyOf<{ items: object[] }>('/v1/operations/audit?action=open');
  expect(items[0]).toMatchObject({ what: 'personal-data', reason: 'why does it fail', ids: [parked!.id] });
  broken.mockRestore();
  await orders.post(`/v1/operations/parked/${encodeURIComponent(parked!.id)}/redrive`, {}, 'redrive');
  await expect(reaches(orders, orderIdOf('p-2'), 'placed')).resolves.toMatchObject(person('Zzbiazz'));
});

it('is not kept in plain where people typed it as a reason, and told to who may see the order', async () => {
  const orderId = orderIdOf('p-6');
  await orders.post('/v1/orders', aBody({ sourceOrderId: 'p-6', ...person('Zzedzz') }), 'p-6');
  const act = (action: string, body: object) => orders.post(`/v1/orders/${orderId}/${action}`, body, `6-${action}`);
  const held = await act('hold', { reason: 'call Zzeddyzz first' });
  expect(held.body).toMatchObject({ hold: { note: 'call Zzeddyzz first' } });
  await act('release', { note: 'Zzeddyzz says go' });
  await act('change-lines', { add: [{ sku: 'MUG', quantity: 1, unitPrice: 0 }], reason: 'a gift of Zzeddyzz' });
  const cancel = { reason: 'Zzeddyzz has two', lines: [{ lineId: '1', quantity: 1 }] };
  expect((await act('cancel', cancel)).body).toMatchObject({ cancelReason: 'Zzeddyzz has two' });
  expect((await act('cancel', cancel)).headers['idempotent-replayed']).toBe('true');
  expect((await act('cancel', { ...cancel, reason: 'another' })).body).toMatchObject({
    code: 'idempotency.key-reused',
  });
  await expect(collectionsWith('Zzeddyzz')).resolves.toEqual([]);
  const story = JSON.stringify(await orders.bodyOf(`/v1/orders/${orderId}/story?limit=200`));
  expect(['call Zzeddyzz', 'Zzeddyzz has two'].filter((text) => !story.includes(text))).toEqual([]);
  const opened = await orders.post(`/v1/operations/streams/order/${orderId}/open`, { reason: 'a look' }, 'open-6');
  expect(JSON.stringify(opened.body)).toContain('Zzeddyzz has two');
});

it('is gone for everybody once the person who placed an order is erased', async () => {
  await orders.post('/v1/orders', aBody({ sourceOrderId: 'p-3', ...person('Zzcarlzz') }), 'p-3');
  const erasure = await orders.post('/v1/erasures', { orderId: orderIdOf('p-3') }, 'erase');
  expect([erasure.status, erasure.body]).toMatchObject([202, { state: 'requested' }]);
  const path = `/v1/erasures/${(erasure.body as { erasureId: string }).erasureId}`;
  await eventually(
    () => orders.bodyOf<{ state: string }>(path),
    ({ state }) => state === 'erased',
  );
  const order = await orders.bodyOf<OrderAnswer>(`/v1/orders/${orderIdOf('p-3')}`);
  expect(order).toMatchObject({ erased: true, customer: {}, shipTo: { city: 'Lisboa', country: 'PT' } });
  expect(JSON.stringify(order)).not.toContain('Zzcarlzz');
  const reason = { reason: 'Zzcarlyzz asked for it' };
  const cancelled = await orders.post(`/v1/orders/${orderIdOf('p-3')}/cancel`, reason, 'cancel-erased');
  expect(cancelled.body).toMatchObject({ state: 'cancelled', cancelReason: 'not-kept' });
  expect(
    (await orders.post('/v1/erasures', { orderId: orderIdOf('p-3') }, 'erase')).headers['idempotent-replayed'],
  ).toBe('true');
});

it('is not taken on any more for who was erased, over either door', async () => {
  await orders.post('/v1/erasures', { customerId: 'c-Zzdorazz' }, 'erase-dora');
  const body = (sourceOrderId: string) => aBody({ sourceOrderId, ...person('Zzdorazz') });
  const refused = () => orders.post('/v1/orders', body('p-4'), 'p-4');
  const answer = await eventually(refused, ({ status }) => status === 409);
  expect(answer.body).toMatchObject({ code: 'order.person-erased' });
  await shop.submits(body('p-5'), 'm-5');
  const [rejected] = await shop.reader.waitFor('OrderIntakeRejected', { sourceOrderId: 'p-5' } as object);
  expect(rejected!.event).toMatchObject({ problem: { code: 'order.person-erased', status: 409 } });
});

it('asks for exactly one name of whom to erase', async () => {
  for (const body of [{}, { orderId: 'ord_x', customerId: 'c' }]) {
    expect((await orders.post('/v1/erasures', body, 'two')).body).toMatchObject({ code: 'erasure.one-of' });
  }
  expect((await orders.post('/v1/erasures', { orderId: 'ord_x' }, 'none')).status).toBe(404);
});
