import request from 'supertest';
import { StockRestocked } from '@entrepot/contracts/inventory';
import { ShipmentDelivered, ShipmentLabelled, ShipmentProgressed } from '@entrepot/contracts/logistics';
import { eventContract } from '@entrepot/contracts';
import { OrderPlaced, OrderReturnRefunded } from '@entrepot/contracts/orders';
import type {
  InspectedQuantity,
  ReturnAnswer,
  ReturnRestockRequested,
  ReturnShipmentRequested,
} from '@entrepot/contracts/returns';
import { launchService, type RunningService } from '@entrepot/platform';
import { Privacy } from '@entrepot/privacy';
import {
  cleanUp,
  eventually,
  Neighbour,
  testBackend,
  testMasterKeyFile,
  TopicReader,
  uniqueName,
} from '@entrepot/testing';
import { ReturnsConfig } from '../src/returns.config';
import { ReturnsModule } from '../src/returns.module';

jest.setTimeout(90_000);

const KEY = 'key-of-acme';
const prefix = uniqueName('returns');
const orders = new Neighbour('orders', testBackend(), prefix);
const logistics = new Neighbour('logistics', testBackend(), prefix);
const inventory = new Neighbour('inventory', testBackend(), prefix);
const published = new TopicReader(testBackend(), prefix);
let service: RunningService;
let count = 0;

const stream = (kind: string, key: string) => ({ merchantId: 'acme', kind, key });
const get = (path: string) => request(service.url).get(path).set('authorization', `Bearer ${KEY}`);
const post = (path: string, body: object, key = `key-${(count += 1)}`) => {
  const headers = { authorization: `Bearer ${KEY}`, 'idempotency-key': key };
  return request(service.url).post(path).set(headers).send(body);
};
const show = async (returnId: string) => (await get(`/v1/returns/${returnId}`)).body as ReturnAnswer;
const until = (returnId: string, state: string) =>
  eventually(
    () => show(returnId),
    (answer) => answer.state === state,
    30_000,
  );
const step = async (returnId: string, name: string, body: object = {}) =>
  (await post(`/v1/returns/${returnId}/${name}`, body)).body as ReturnAnswer;

/** An order of two shirts that was delivered today. */
async function deliveredOrder(more: Partial<OrderPlaced> = {}): Promise<string> {
  count += 1;
  const orderId = `ord_${process.pid}_${count}`;
  const { example } = eventContract('OrderPlaced');
  // Nothing personal: what others publish is sealed under keys that this test has not.
  const { customer: _customer, notes: _notes, ...placed } = example as unknown as OrderPlaced;
  const shipTo = { city: 'Campinas', country: 'BR' };
  const named = { orderId, sourceOrderId: orderId };
  await orders.publish(stream('order', orderId), new OrderPlaced({ ...placed, ...named, shipTo, ...more }));
  const lines = [{ lineId: '1', sku: 'SHIRT', quantity: 2 }];
  const shipment = { shipmentId: `shp_${orderId}`, orderId, direction: 'outbound' as const, placeId: 'gru-1', lines };
  const occurredAt = new Date().toISOString();
  await logistics.publish(stream('shipment', shipment.shipmentId), new ShipmentDelivered({ ...shipment, occurredAt }));
  return orderId;
}

async function approvedReturn(quantity = 2): Promise<{ orderId: string; returnId: string; shipmentId: string }> {
  const orderId = await deliveredOrder();
  const body = { orderId, lines: [{ lineId: '1', quantity }], reason: 'changed-mind' };
  const asked = await eventually(
    () => post('/v1/returns', body),
    ({ status }) => status === 201,
    30_000,
  );
  const { returnId, state } = asked.body as ReturnAnswer;
  expect(state).toBe('approved');
  const [way] = await published.waitFor<ReturnShipmentRequested>('ReturnShipmentRequested', { returnId });
  return { orderId, returnId, shipmentId: way!.event.shipmentId };
}

async function receivedReturn(quantity = 2) {
  const { returnId, orderId } = await approvedReturn(quantity);
  expect(await step(returnId, 'receive')).toMatchObject({ state: 'received' });
  return { returnId, orderId };
}

const inspect = (returnId: string, ...lines: InspectedQuantity[]) =>
  step(returnId, 'inspect', { lines, inspector: 'dock-2' });

async function refundedBy(orderId: string, returnId: string, amount: number): Promise<void> {
  await orders.publish(stream('order', orderId), new OrderReturnRefunded({ orderId, returnId, amount }));
}

/** Inventory takes in what it was asked to, the newest request of a return. */
async function restocked(returnId: string, requests = 1): Promise<ReturnRestockRequested> {
  const all = await eventually(
    () => Promise.resolve(published.of<ReturnRestockRequested>('ReturnRestockRequested', { returnId })),
    (found) => found.length === requests,
    30_000,
  );
  const { event } = all.at(-1)!;
  const { orderId, restockId, placeId, lines } = event;
  const fields = { returnId, orderId, restockId, placeId, lines };
  await inventory.publish(stream('receipt', restockId), new StockRestocked(fields));
  return event;
}

beforeAll(async () => {
  const { brokers, mongoUri } = testBackend();
  service = await launchService(ReturnsModule, ReturnsConfig, {
    ...{ PORT: '0', KAFKA_BROKERS: brokers, MONGODB_URI: mongoUri, TOPIC_PREFIX: prefix, TOPIC_PARTITIONS: '2' },
    ...{
      API_KEYS: `acme:${KEY}`,
      MASTER_KEY_FILE: testMasterKeyFile(),
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    },
  });
  await Promise.all([orders.connect(), logistics.connect(), inventory.connect()]);
  await published.read('returns.return.v1', 'returns.restock-request.v1');
});

afterAll(async () => {
  await Promise.all([orders.close(), logistics.close(), inventory.close(), published.close()]);
  await service?.stop();
  await cleanUp(prefix, testBackend());
});

describe('a return', () => {
  it('is graded piece by piece: one to the shelf with a deduction, one refused, and done when money and goods are settled', async () => {
    const { returnId, orderId } = await receivedReturn();
    const kept = {
      deduction: 500,
      deductionReason: 'traces of use',
      photos: [{ url: 'https://photos.example/1.jpg' }],
    };
    const inspected = await inspect(
      returnId,
      { lineId: '1', quantity: 1, disposition: 'restock', grade: 'B', ...kept },
      { lineId: '1', quantity: 1, disposition: 'send-back', refusal: 'not ours' },
    );
    expect(inspected).toMatchObject({
      state: 'inspected',
      inspector: 'dock-2',
      inspected: [{ grade: 'B', ...kept }, {}],
    });
    expect(await restocked(returnId)).toMatchObject({ placeId: 'gru-1', lines: [{ sku: 'SHIRT', quantity: 1 }] });
    await refundedBy(orderId, returnId, 3_500);
    expect(await until(returnId, 'completed')).toMatchObject({ refunded: 3_500 });
    const again = await post('/v1/returns', { orderId, lines: [{ lineId: '1', quantity: 1 }], reason: 'other' });
    expect([again.status, (again.body as ReturnAnswer).state]).toEqual([201, 'approved']);
    const more = await post('/v1/returns', { orderId, lines: [{ lineId: '1', quantity: 1 }], reason: 'other' });
    expect(more.body).toMatchObject({ status: 422, code: 'return.lines-invalid' });
  });

  it('waits for what is repaired, and puts it on the shelf in a step of its own', async () => {
    const { returnId, orderId } = await receivedReturn();
    await inspect(returnId, { lineId: '1', quantity: 2, disposition: 'refurbish', grade: 'D' });
    await refundedBy(orderId, returnId, 8_000);
    await eventually(
      () => show(returnId),
      ({ refunded }) => refunded === 8_000,
      30_000,
    );
    expect(await show(returnId)).toMatchObject({ state: 'inspected', refurbishing: [{ lineId: '1', quantity: 2 }] });
    const lines = [
      { lineId: '1', quantity: 1, outcome: 'restock', grade: 'B' },
      { lineId: '1', quantity: 1, outcome: 'scrap' },
    ];
    const repaired = await step(returnId, 'refurbish', { lines });
    expect(repaired).not.toHaveProperty('refurbishing');
    expect(await restocked(returnId)).toMatchObject({ lines: [{ sku: 'SHIRT', quantity: 1 }] });
    await until(returnId, 'completed');
  });

  it('that the carrier loses is shown as stuck until a person refunds it', async () => {
    const { returnId, orderId, shipmentId } = await approvedReturn(1);
    const parcel = { shipmentId, orderId, returnId };
    const label = { direction: 'return' as const, carrier: 'sandbox', trackingNumber: 'SB1' };
    const pages = { labelUrl: 'https://carrier.example/l/SB1', trackingUrl: 'https://carrier.example/t/SB1' };
    await logistics.publish(stream('shipment', shipmentId), new ShipmentLabelled({ ...parcel, ...label, ...pages }));
    expect(await until(returnId, 'labelled')).toMatchObject({ trackingNumber: 'SB1', ...pages });
    await logistics.publish(stream('shipment', shipmentId), new ShipmentProgressed({ ...parcel, status: 'lost' }));
    await until(returnId, 'lost');
    const stuck = () => get('/v1/operations/stuck?kind=stream&state=lost');
    const found = await eventually(stuck, ({ body }) => (body as { items: object[] }).items.length > 0, 30_000);
    expect(found.body).toMatchObject({ items: [{ stream: 'return', id: returnId, waitsFor: 'operator' }] });
    expect(await step(returnId, 'refund-lost', { reason: 'the carrier pays', by: 'maria' })).toMatchObject({
      ...{ state: 'inspected', inspected: [{ disposition: 'lost' }], inspector: 'maria' },
    });
    await refundedBy(orderId, returnId, 4_000);
    await until(returnId, 'completed');
  });

  it('is found by its order, state, age and time', async () => {
    const { returnId, orderId } = await receivedReturn();
    const list = async (query: string) =>
      ((await get(`/v1/returns?${query}`)).body as { items: ReturnAnswer[] }).items.map((found) => found.returnId);
    const mine = `orderId=${orderId}`;
    await eventually(
      () => list(`${mine}&state=received`),
      (found) => found.length === 1,
      30_000,
    );
    expect(await list(`${mine}&olderThan=PT0S&requestedFrom=2020-01-01T00:00:00Z`)).toEqual([returnId]);
    expect(await list(`${mine}&olderThan=PT1H`)).toEqual([]);
    expect(await list(`${mine}&requestedTo=2020-01-01T00:00:00Z`)).toEqual([]);
    expect(await list(`${mine}&state=lost`)).toEqual([]);
  });

  it('holds what people type about it sealed for the person of the order, and answers it in plain', async () => {
    const orderId = await deliveredOrder();
    const body = { orderId, lines: [{ lineId: '1', quantity: 2 }], reason: 'other', note: 'Zznotezz asks' };
    const asked = await eventually(
      () => post('/v1/returns', body),
      ({ status }) => status === 201,
      30_000,
    );
    const { returnId } = asked.body as ReturnAnswer;
    await step(returnId, 'receive');
    const finding = {
      ...{ refusal: 'Zzrefusalzz wore it', note: 'Zzremarkzz' },
      photos: [{ url: 'https://photos.example/1.jpg', caption: 'Zzcaptionzz' }],
    };
    const lines = [{ lineId: '1', quantity: 2, disposition: 'send-back', ...finding }];
    const inspection = { lines, note: 'Zzreportzz' };
    const plain = { note: 'Zzreportzz', inspected: [finding] };
    expect(await step(returnId, 'inspect', inspection)).toMatchObject(plain);
    // Said once more, under another key, it is sealed the same way and known.
    expect(await step(returnId, 'inspect', inspection)).toMatchObject({ state: 'completed', ...plain });
    expect(await show(returnId)).toMatchObject(plain);

    const texts = ['Zznotezz', 'Zzrefusalzz', 'Zzremarkzz', 'Zzcaptionzz', 'Zzreportzz'];
    const typedIn = (found: string) => texts.filter((text) => found.includes(text));
    const recorded = `/v1/operations/streams/return/${returnId}`;
    const sealed = JSON.stringify((await get(recorded)).body);
    expect([typedIn(sealed), sealed.includes('ReturnInspected')]).toEqual([[], true]);
    const opened = JSON.stringify((await post(`${recorded}/open`, { reason: 'the customer asks' })).body);
    expect(typedIn(opened)).toEqual(texts);

    const privacy = service.app.get(Privacy);
    await privacy.destroy(await privacy.subject('acme', 'order', 'webshop', orderId));
    const erased = await eventually(
      () => show(returnId),
      ({ erased = false }) => erased,
      30_000,
    );
    expect(erased).toMatchObject({ state: 'completed', inspected: [{ quantity: 2, disposition: 'send-back' }] });
    expect(typedIn(JSON.stringify(erased))).toEqual([]);
    const again = (await post('/v1/returns', { ...body, note: 'Zzmorezz' })).body as ReturnAnswer;
    expect(await step(again.returnId, 'reject', { reason: 'Zzlatezz' })).toMatchObject({ rejection: 'not-kept' });
  });

  it('of a replacement is sealed for the person of the order that it replaces, and told apart by what was typed', async () => {
    const first = await deliveredOrder();
    const orderId = await deliveredOrder({ exchange: { orderId: first, returnId: 'ret_first' } });
    const body = { orderId, lines: [{ lineId: '1', quantity: 2 }], reason: 'other', note: 'Zzaskedzz' };
    const ask = (note: string) => post('/v1/returns', { ...body, note }, `ask-${orderId}`);
    const { body: asked } = await eventually(
      () => ask('Zzaskedzz'),
      ({ status }) => status === 201,
      30_000,
    );
    expect((await ask('Zzaskedzz')).headers['idempotent-replayed']).toBe('true');
    expect((await ask('Zzotherzz')).body).toMatchObject({ code: 'idempotency.key-reused' });
    const { returnId } = asked as ReturnAnswer;
    expect(await step(returnId, 'reject', { reason: 'Zzrejectedzz' })).toMatchObject({ rejection: 'Zzrejectedzz' });
    const subject = await service.app.get(Privacy).subject('acme', 'order', 'webshop', first);
    const texts = ['Zzaskedzz', 'Zzotherzz', 'Zzrejectedzz', 'Zzapprovedzz'];
    const sealedTexts = async (id: string) => {
      const recorded = JSON.stringify((await get(`/v1/operations/streams/return/${id}`)).body);
      expect(texts.filter((text) => recorded.includes(text))).toEqual([]);
      return recorded.split(`sealed:v1:${subject}:`).length - 1;
    };
    expect(await sealedTexts(returnId)).toBe(2);

    const late = (await post('/v1/returns', { ...body, occurredAt: '2099-01-01T00:00:00Z' })).body as ReturnAnswer;
    const approval = { by: 'ana', note: 'Zzapprovedzz' };
    const approved = { state: 'approved', approvalNote: 'Zzapprovedzz' };
    expect([late.state, await step(late.returnId, 'approve', approval)]).toMatchObject(['rejected', approved]);
    expect(await sealedTexts(late.returnId)).toBe(2);
  });

  it('leaves nothing parked and no dead letter', async () => {
    const progress = async () => (await get('/v1/operations/progress')).body as { idle: boolean };
    const found = await eventually(progress, ({ idle }) => idle, 30_000);
    expect(found).toMatchObject({ idle: true, parked: 0, deadLetters: 0 });
  });
});
