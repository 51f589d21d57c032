import { keyOf } from '../tools/system-for-tool';
import { Kafka, logLevel } from 'kafkajs';
import { eventually, type ServiceName } from '@entrepot/testing';
import { Journey } from './support/journey';
import { anOrder, aSku, place, thePlaces } from './support/merchant';
import { World, type Row } from './support/world';

jest.setTimeout(120_000);

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly rule: string }[];
}

interface BadCall {
  readonly service: ServiceName;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  /** The field that the answer has to name. */
  readonly field?: string;
}

describe('bad input', () => {
  let world: World;
  let sku: string;

  beforeAll(async () => {
    world = await World.shared('bad-input');
    await thePlaces(world);
    sku = await aSku(world, { north: 50 });
  });

  afterAll(async () => {
    expect(await world.stuck()).toEqual([]);
  });

  async function send(
    service: ServiceName,
    path: string,
    body: unknown,
    key = keyOf(world.system, service),
  ): Promise<Problem> {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': 'bad' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await fetch(`${world.system.urls[service]}${path}`, { method: 'POST', headers, body: text });
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    return (await reply.json()) as Problem;
  }

  const order = (more: Row = {}): Row => ({ ...anOrder({ lines: [{ sku: 'ANY', quantity: 1 }] }), ...more });
  const line = (more: Row): Row => order({ lines: [{ sku: 'ANY', quantity: 1, unitPrice: 2_000, ...more }] });

  const calls: readonly (readonly [string, () => BadCall])[] = [
    ['an order that is not JSON', () => ({ service: 'orders', path: '/v1/orders', body: '{"source":', status: 400 })],
    [
      'an order with a line of the wrong type',
      () => ({ ...orders(line({ quantity: '2' })), field: 'lines[0].quantity' }),
    ],
    ['an order with a negative quantity', () => ({ ...orders(line({ quantity: -1 })), field: 'lines[0].quantity' })],
    ['an order with an unknown field', () => ({ ...orders(order({ colour: 'red' })), field: 'colour' })],
    ['an order in an unknown currency', () => ({ ...orders(order({ currency: 'XXQ' })), field: 'currency' })],
    ['an order that is a megabyte long', () => ({ ...orders(order({ notes: 'n'.repeat(1_100_000) })), status: 413 })],
    [
      'an order of a SKU that nobody knows',
      () => ({ ...orders(line({ sku: 'NOBODY-KNOWS' })), status: 422, field: 'lines[0].sku' }),
    ],
    ['a receipt of less than nothing', () => ({ ...receipt(-1), field: 'lines[0].quantity' })],
    ['a receipt of half a piece', () => ({ ...receipt(0.5), field: 'lines[0].quantity' })],
    [
      'a product without a title',
      () => ({ service: 'catalog', path: '/v1/products', body: { variants: [] }, status: 400, field: 'title' }),
    ],
    [
      'a return of an order that was never delivered',
      () => ({
        service: 'returns',
        path: '/v1/returns',
        body: { orderId: 'ord_unknown', reason: 'other', lines: [{ lineId: '1', quantity: 1 }] },
        status: 409,
      }),
    ],
    [
      'a return for a reason that does not exist',
      () => ({
        service: 'returns',
        path: '/v1/returns',
        body: { orderId: 'ord_unknown', reason: 'boredom', lines: [{ lineId: '1', quantity: 1 }] },
        status: 400,
        field: 'reason',
      }),
    ],
    ['a fault rule for no call at all', () => ({ ...rule(0), field: 'times' })],
    ['a webhook that nobody signed', () => ({ ...webhook('logistics', 'carriers/sandbox'), status: 401 })],
    ['a notice that nobody signed', () => ({ ...webhook('payments', 'psp'), status: 401 })],
  ];

  const orders = (body: Row): BadCall => ({ service: 'orders', path: '/v1/orders', body, status: 400 });
  const receipt = (quantity: number): BadCall => ({
    service: 'inventory',
    path: '/v1/receipts',
    body: { receiptId: 'bad', placeId: 'north', lines: [{ sku: 'ANY', quantity }] },
    status: 400,
  });
  const rule = (times: number): BadCall => ({
    service: 'sandbox',
    path: '/sandbox/rules',
    body: { target: 'psp', operation: 'authorise', action: 'error', times },
    status: 400,
  });
  const webhook = (service: ServiceName, door: string): BadCall => ({
    service,
    path: `/v1/webhooks/${door}/bad-input`,
    body: { id: 'x' },
    status: 401,
  });

  it.each(calls)('is refused: %s', async (_, call) => {
    const { service, path, body, status, field } = call();
    const problem = await send(service, path, body);
    expect(problem.status).toBe(status);
    if (field) expect((problem.errors ?? []).map((error) => error.field)).toContain(field);
  });

  it('is refused: a caller without a key, or with somebody else’s', async () => {
    expect((await send('orders', '/v1/orders', order(), 'not-a-key')).status).toBe(401);
  });

  it('is refused: a return that neither a reference nor a key names', async () => {
    const reply = await fetch(`${world.system.urls.returns}/v1/returns`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.system.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ orderId: 'ord_x', reason: 'other', lines: [{ lineId: '1', quantity: 1 }] }),
    });
    expect([reply.status, await reply.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'request.idempotency-key-missing' }),
    ]);
  });

  it('on the intake topic is answered with a rejection that names the field, and listed', async () => {
    const bad = {
      ...order(),
      source: 'e2e',
      sourceOrderId: 'bad-intake',
      lines: [{ sku, quantity: -2, unitPrice: 1 }],
    };
    await publish(JSON.stringify(bad));
    const rejections = () =>
      world.api('orders').get<{ items: Row[] }>('/v1/intake-rejections?source=e2e&sourceOrderId=bad-intake');
    const { items } = await world.until('the rejection', rejections, (page) => page.items.length > 0);
    expect(JSON.stringify(items[0])).toContain('lines[0].quantity');
    const list = await world.api('orders').get<{ items: Row[] }>('/v1/orders?source=e2e&sourceOrderId=bad-intake');
    expect(list.items).toEqual([]);
  });

  it('on the intake topic that cannot even be read does not stop what comes behind it', async () => {
    await publish('{"this is": not JSON');
    await publish('');
    const journey = new Journey(world, await place(world, { lines: [{ sku, quantity: 1 }] }));
    await journey.reaches('confirmed');
    const rejections = () => world.api('orders').get<{ items: Row[] }>('/v1/intake-rejections');
    const { items } = await eventually(rejections, (page) => page.items.length >= 2);
    expect(items.length).toBeGreaterThanOrEqual(2);
  });

  async function publish(value: string): Promise<void> {
    const kafka = new Kafka({ brokers: world.system.brokers.split(','), logLevel: logLevel.NOTHING });
    const producer = kafka.producer();
    await producer.connect();
    const headers = {
      ce_specversion: '1.0',
      ce_type: 'OrderSubmitted',
      ce_source: '/e2e',
      ce_id: `bad-${Date.now()}-${value.length}`,
      ce_merchantid: world.system.merchantId,
      'content-type': 'application/json',
    };
    await producer.send({ topic: `${world.topicPrefix}-orders.intake.v1`, messages: [{ key: 'bad', value, headers }] });
    await producer.disconnect();
  }
});
