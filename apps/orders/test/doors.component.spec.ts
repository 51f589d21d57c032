import type {
  IntakeRejection,
  OrderAnswer,
  OrderHeld,
  OrderIntakeAccepted,
  OrderIntakeRejected,
  PlaceOrder,
  StoryEntry,
} from '@entrepot/contracts/orders';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { aBody } from './builders';
import { CatalogDouble, RunningOrders } from './running-orders';
import { orderIdOf, reaches, Shop } from './shop';

jest.setTimeout(60_000);

const prefix = uniqueName('orders');
const shop = new Shop(prefix);
let catalog: CatalogDouble;
let orders: RunningOrders;

beforeAll(async () => {
  catalog = await CatalogDouble.listen('LAMP', 'a,b');
  orders = await RunningOrders.launch(prefix, catalog.url, { INTAKE_MERCHANTS: 'acme,other' });
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

const place = (body: object | string, key?: string) => orders.post('/v1/orders', body, key);
const exists = async (sourceOrderId: string) => (await orders.get(`/v1/orders/${orderIdOf(sourceOrderId)}`)).status;
const line = (change: object) => [{ sku: 'SHIRT', quantity: 3, unitPrice: 4_000, ...change }];

describe('the HTTP door', () => {
  it('makes one order of repeats, whatever their key', async () => {
    const body = aBody({ sourceOrderId: 'h-1' });
    const [first, twin] = await Promise.all([place(body, 'k-1'), place(body, 'k-1')]);
    expect([first.status, twin.status, twin.body]).toEqual([201, 201, first.body]);
    expect(first.headers['location']).toBe(`/v1/orders/${orderIdOf('h-1')}`);
    const other = await place(body, 'k-2');
    expect([other.status, (other.body as OrderAnswer).orderId]).toEqual([200, orderIdOf('h-1')]);
    expect((await place(body)).status).toBe(200);
    expect(await shop.reader.waitFor('OrderPlaced', { orderId: orderIdOf('h-1') } as object, 1)).toHaveLength(1);
  });

  it('refuses another order under the same name, and another body under the same key', async () => {
    const changed = aBody({ sourceOrderId: 'h-1', notes: 'gift' });
    expect((await place(changed, 'k-3')).body).toMatchObject({ status: 409, code: 'order.conflict' });
    expect((await place(changed, 'k-1')).body).toMatchObject({ status: 422, code: 'idempotency.key-reused' });
  });

  it('names an order by its idempotency key where the source has no name for it', async () => {
    const { sourceOrderId: _none, ...body } = aBody();
    const answer = await place(body, 'nameless');
    expect([answer.status, answer.body]).toMatchObject([201, { source: 'api', sourceOrderId: 'nameless' }]);
    const again = await place(body, 'nameless');
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect((await place({ ...body, notes: 'x' }, 'nameless')).body).toMatchObject({ code: 'idempotency.key-reused' });
    expect((await place(body)).body).toMatchObject({ code: 'request.idempotency-key-missing' });
  });

  it('refuses what breaks the contract, naming the field', async () => {
    const faults: [object, string][] = [
      [{ lines: [] }, 'lines'],
      [{ lines: line({ quantity: -1 }) }, 'lines[0].quantity'],
      [{ lines: line({ quantity: '3' }) }, 'lines[0].quantity'],
      [{ lines: line({ sku: '' }) }, 'lines[0].sku'],
      [{ lines: line({ colour: 'red' }) }, 'lines[0].colour'],
      [{ currency: 'EURO' }, 'currency'],
      [{ shipTo: { city: 'x', country: 'Brazil' } }, 'shipTo.country'],
      [{ tenders: [{ method: 'barter', amount: 12_000 }] }, 'tenders[0].method'],
      [{ tenders: [{ method: 'card', amount: 0 }] }, 'tenders[0].amount'],
      [{ occurredAt: 'yesterday' }, 'occurredAt'],
      [{ colour: 'red' }, 'colour'],
      [{ source: null }, 'source'],
    ];
    for (const [change, field] of faults) {
      const answer = await place({ ...aBody({ sourceOrderId: 'bad' }), ...change }, 'bad');
      expect([field, answer.status, answer.body]).toMatchObject([field, 400, { errors: [{ field }] }]);
    }
    expect((await place('{"source":', 'bad')).body).toMatchObject({ status: 400, code: 'request.malformed' });
    const huge = await place({ ...aBody(), notes: 'x'.repeat(2_000_000) }, 'bad');
    expect(huge.body).toMatchObject({ status: 413, code: 'request.too-large' });
    expect(await exists('bad')).toBe(404);
  });

  it('refuses what contradicts itself, naming the field', async () => {
    const faults: [Partial<PlaceOrder>, string, string][] = [
      [{ tenders: [{ method: 'card', amount: 11_999 }] }, 'order.tenders-differ', 'tenders'],
      [{ charges: [{ type: 'freight', amount: 1_000, lineId: '9' }] }, 'order.invalid', 'charges[0].lineId'],
      [{ charges: [{ type: 'discount', amount: 99_000 }] }, 'order.invalid', 'charges'],
      [{ lines: [...line({ lineId: 'a' }), ...line({ lineId: 'a' })] as never }, 'order.invalid', 'lines[1].lineId'],
    ];
    for (const [change, code, field] of faults) {
      const answer = await place(aBody({ sourceOrderId: 'bad', ...change }), 'bad');
      expect([field, answer.body]).toMatchObject([field, { status: 422, code, errors: [{ field }] }]);
    }
    expect(await exists('bad')).toBe(404);
  });

  it('asks the catalog about SKUs that nobody has told of', async () => {
    const unknown = aBody({
      sourceOrderId: 'unknown',
      lines: [...line({ quantity: 1 }), ...line({ sku: 'LAMPS', quantity: 2 })] as never,
      charges: [],
    });
    const answer = await place(unknown, 'unknown');
    expect(answer.body).toMatchObject({ status: 422, code: 'order.unknown-sku', errors: [{ field: 'lines[1].sku' }] });
    expect(await exists('unknown')).toBe(404);
    for (const sku of ['LAMP', 'a,b']) {
      const body = aBody({ sourceOrderId: `knows-${sku}`, lines: line({ sku }) as never, charges: [] });
      expect([sku, (await place(body, sku)).status]).toEqual([sku, 201]);
    }
    expect(catalog.asked).not.toContain('SHIRT');
  });

  it('says that it cannot know while the catalog is away', async () => {
    catalog.broken = 500;
    const body = aBody({ sourceOrderId: 'later', lines: line({ sku: 'OTHER' }) as never, charges: [] });
    const answer = await place(body, 'later');
    delete catalog.broken;
    expect([answer.body, answer.headers['retry-after']]).toMatchObject([
      { status: 503, code: 'order.catalog-unavailable' },
      expect.any(String),
    ]);
    expect(await exists('later')).toBe(404);
  });

  it('refuses to cancel what is not there, or not so much of it', async () => {
    const cancel = (body: object, key?: string) => orders.post(`/v1/orders/${orderIdOf('h-1')}/cancel`, body, key);
    const few = (lineId: string, quantity: number) => ({ reason: 'x', lines: [{ lineId, quantity }] });
    expect((await cancel({ reason: 'x' })).body).toMatchObject({ code: 'request.idempotency-key-missing' });
    expect((await cancel({}, 'c')).body).toMatchObject({ status: 400, errors: [{ field: 'reason' }] });
    expect((await cancel(few('9', 1), 'c')).body).toMatchObject({
      status: 422,
      errors: [{ field: 'lines[0].lineId' }],
    });
    expect((await cancel(few('1', 3), 'c')).body).toMatchObject({
      status: 422,
      errors: [{ field: 'lines[0].quantity' }],
    });
    const nobody = await orders.post('/v1/orders/ord_nobody/cancel', { reason: 'x' }, 'c');
    expect(nobody.body).toMatchObject({ status: 404, code: 'order.not-found' });
  });

  it('decides only on the version that the caller has seen', async () => {
    const path = `/v1/orders/${orderIdOf('h-1')}`;
    const { headers } = await orders.get(path);
    const stale = await orders.post(`${path}/hold`, { reason: 'x' }).set('if-match', '"99"');
    expect(stale.status).toBe(412);
    const held = await orders.post(`${path}/hold`, { reason: 'x' }).set('if-match', String(headers['etag']));
    expect([held.status, (held.body as OrderAnswer).state]).toEqual([200, 'held']);
    expect((await orders.get(path).set('if-none-match', String(held.headers['etag']))).status).toBe(304);
  });
});

describe('a note', () => {
  const note = (body: object, key = 'note-1') => orders.post(`/v1/orders/${orderIdOf('h-1')}/notes`, body, key);

  it('is written once, and shown by the order and its story', async () => {
    const first = await note({ text: 'call first', visibility: 'customer' });
    const again = await note({ text: 'call first', visibility: 'customer' });
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    await note({ text: 'handle with care' }, 'note-2');
    const { noteEntries } = await orders.bodyOf<OrderAnswer>(`/v1/orders/${orderIdOf('h-1')}`);
    expect(noteEntries).toMatchObject([
      { text: 'call first', visibility: 'customer' },
      { text: 'handle with care', visibility: 'internal' },
    ]);
    const story = await orders.bodyOf<{ items: StoryEntry[] }>(`/v1/orders/${orderIdOf('h-1')}/story?limit=200`);
    expect(story.items.filter(({ event }) => event === 'OrderNoteAdded')).toHaveLength(2);
  });

  it('needs a text and an order', async () => {
    expect((await note({ text: ' ' }, 'n')).body).toMatchObject({ status: 400, errors: [{ field: 'text' }] });
    const nobody = await orders.post('/v1/orders/ord_nobody/notes', { text: 'x' }, 'n');
    expect(nobody.body).toMatchObject({ status: 404, code: 'order.not-found' });
  });
});

it('says in OpenAPI what every route does', async () => {
  const { paths } = await orders.bodyOf<{ paths: Record<string, Record<string, { summary?: string }>> }>(
    '/openapi.json',
  );
  const routes = Object.entries(paths).flatMap(([path, of]) => Object.values(of).map((route) => [path, route.summary]));
  expect(routes.filter(([, summary]) => !summary)).toEqual([]);
  expect(paths['/v1/orders']?.['post']?.summary).toBe('Place an order');
});

describe('the intake topic', () => {
  const rejected = async (messageId: string) =>
    (await shop.reader.waitFor<OrderIntakeRejected>('OrderIntakeRejected', { messageId }))[0]?.event;

  it('takes an order on, and answers by its name', async () => {
    await shop.submits(aBody({ sourceOrderId: 'i-1' }), 'm-1');
    const accepted = await shop.asked<OrderIntakeAccepted>('OrderIntakeAccepted', { sourceOrderId: 'i-1' });
    expect(accepted).toMatchObject({ orderId: orderIdOf('i-1'), state: 'placed' });
    expect(await reaches(orders, orderIdOf('i-1'), 'placed')).toMatchObject({ door: 'intake' });
  });

  it('makes one order of the same order on both doors, at once or later', async () => {
    const body = aBody({ sourceOrderId: 'both' });
    const [answer] = await Promise.all([
      place(body, 'both'),
      shop.submits(body, 'm-both'),
      shop.submits(body, 'm-both-2'),
    ]);
    expect([200, 201]).toContain(answer.status);
    await shop.asked<OrderIntakeAccepted>('OrderIntakeAccepted', { sourceOrderId: 'both' });
    await place(aBody({ sourceOrderId: 'first-http' }), 'first-http');
    await shop.submits(aBody({ sourceOrderId: 'first-http' }), 'm-later');
    await shop.asked<OrderIntakeAccepted>('OrderIntakeAccepted', { sourceOrderId: 'first-http' });
    for (const name of ['both', 'first-http']) {
      expect(await shop.reader.waitFor('OrderPlaced', { sourceOrderId: name } as object, 1)).toHaveLength(1);
      expect(
        await shop.reader.waitFor('OrderRoutingRequested', { orderId: orderIdOf(name) } as object, 1),
      ).toHaveLength(1);
      expect(await shop.reader.waitFor('OrderIntakeAccepted', { sourceOrderId: name } as object, 1)).toHaveLength(1);
    }
  });

  it('rejects with a problem document what it cannot take, and goes on', async () => {
    await shop.submits('{"source":', 'm-json');
    await shop.submits('null', 'm-null');
    await shop.submits('[1]', 'm-list');
    await shop.submits(JSON.stringify({ ...aBody({ sourceOrderId: 'b-1' }), colour: 'red\u0000' }), 'm-field');
    await shop.submits(aBody({ sourceOrderId: 'b-2', lines: line({ quantity: -1 }) as never }), 'm-negative');
    await shop.submits(aBody({ sourceOrderId: 'b-3', tenders: [{ method: 'card', amount: 1 }] }), 'm-tenders');
    const { sourceOrderId: _none, ...nameless } = aBody();
    await shop.submits(nameless, 'm-nameless');
    await shop.submits(aBody({ sourceOrderId: 'i-1', notes: 'another' }), 'm-conflict');
    await shop.submits(aBody({ sourceOrderId: 'i-1', notes: 'a third' }), 'm-conflict');
    await shop.submits(aBody({ sourceOrderId: 'b-4' }), 'm-of-nobody', '');
    expect(await rejected('m-of-nobody')).toMatchObject({
      ...{ source: 'webshop', sourceOrderId: 'b-4', problem: { errors: [{ field: 'ce_merchantid' }] } },
    });
    await shop.submits(aBody({ sourceOrderId: 'b-5' }), 'm-of-stranger', 'stranger');
    expect(await rejected('m-of-stranger')).toMatchObject({
      problem: { status: 403, code: 'order.intake-merchant', errors: [{ field: 'ce_merchantid', rule: 'allowed' }] },
    });
    expect(await rejected('m-json')).toMatchObject({ problem: { status: 400 } });
    expect(await rejected('m-null')).toMatchObject({ problem: { status: 400 } });
    expect(await rejected('m-list')).toMatchObject({ problem: { status: 400 } });
    expect(await rejected('m-field')).toMatchObject({
      sourceOrderId: 'b-1',
      problem: { errors: [{ field: 'colour' }] },
    });
    expect(await rejected('m-negative')).toMatchObject({ problem: { errors: [{ field: 'lines[0].quantity' }] } });
    expect(await rejected('m-tenders')).toMatchObject({ problem: { status: 422, code: 'order.tenders-differ' } });
    expect(await rejected('m-nameless')).toMatchObject({ problem: { errors: [{ field: 'sourceOrderId' }] } });
    const conflicts = await shop.reader.waitFor<OrderIntakeRejected>(
      'OrderIntakeRejected',
      { messageId: 'm-conflict' },
      2,
    );
    expect(conflicts.map(({ event }) => event.problem.status)).toEqual([409, 409]);
    for (const name of ['b-1', 'b-2', 'b-3']) expect([name, await exists(name)]).toEqual([name, 404]);
    await shop.submits(aBody({ sourceOrderId: 'i-2' }), 'm-2');
    await reaches(orders, orderIdOf('i-2'), 'placed');
  });

  it('answers a repeated message once', async () => {
    await shop.submits(aBody({ sourceOrderId: 'b-3', tenders: [{ method: 'card', amount: 1 }] }), 'm-tenders');
    await shop.submits(aBody({ sourceOrderId: 'i-1', notes: 'another' }), 'm-conflict');
    await shop.submits(aBody({ sourceOrderId: 'i-3' }), 'm-3');
    await shop.submits(aBody({ sourceOrderId: 'i-3' }), 'm-3');
    await reaches(orders, orderIdOf('i-3'), 'placed');
    const progress = () => orders.bodyOf<{ idle: boolean }>('/v1/operations/progress');
    await eventually(progress, ({ idle }) => idle);
    const told = (type: string, match: object, times: number) => shop.reader.waitFor(type, match, times);
    expect(await told('OrderIntakeRejected', { messageId: 'm-tenders' }, 1)).toHaveLength(1);
    expect(await told('OrderIntakeRejected', { messageId: 'm-conflict' }, 2)).toHaveLength(2);
    expect(await told('OrderIntakeAccepted', { sourceOrderId: 'i-3' }, 1)).toHaveLength(1);
  });

  it('lists rejections by the name that was given', async () => {
    const list = (query: string) => orders.bodyOf<{ items: IntakeRejection[] }>(`/v1/intake-rejections?${query}`);
    const found = await eventually(
      () => list('source=webshop&sourceOrderId=b-3'),
      ({ items }) => items.length > 0,
    );
    expect(found.items).toMatchObject([{ messageId: 'm-tenders', problem: { code: 'order.tenders-differ' } }]);
    expect((await list('sourceOrderId=nobody')).items).toEqual([]);
  });

  it('holds an order with unknown SKUs until the catalog tells of the last of them', async () => {
    const lines = [...line({ sku: 'NEW-1', quantity: 1 }), ...line({ sku: 'NEW-2', quantity: 2 })] as never;
    await shop.submits(aBody({ sourceOrderId: 'wait', lines, charges: [] }), 'm-wait');
    const orderId = orderIdOf('wait');
    const accepted = await shop.asked<OrderIntakeAccepted>('OrderIntakeAccepted', { sourceOrderId: 'wait' });
    expect(accepted.state).toBe('held');
    expect(await reaches(orders, orderId, 'held')).toMatchObject({ hold: { manual: false, skus: ['NEW-1', 'NEW-2'] } });
    const refused = await orders.post(`/v1/orders/${orderId}/release`, {});
    expect(refused.body).toMatchObject({ status: 409, code: 'order.awaits-sku' });
    await shop.adds('NEW-2');
    const again = await shop.asked<OrderHeld>('OrderHeld', { orderId }, 2);
    expect(again.skus).toEqual(['NEW-1']);
    await shop.adds('NEW-1');
    await reaches(orders, orderId, 'placed');
    await shop.asked('OrderRoutingRequested', { orderId } as object);
  });

  it('lists orders that stand still longer than expected, or than is asked for, with who has to act', async () => {
    const orderId = orderIdOf('stands-still');
    expect((await place(aBody({ sourceOrderId: 'stands-still' }))).status).toBe(201);
    const list = (query: string, merchant?: string) =>
      orders.bodyOf<{ items: { orderId: string; state: string }[] }>(`/v1/orders/stuck?${query}`, merchant);
    const found = await eventually(
      () => list('olderThan=PT0S&status=placed&limit=200'),
      ({ items }) => items.some((order) => order.orderId === orderId),
    );
    expect(found.items.find((order) => order.orderId === orderId)).toMatchObject({
      ...{ state: 'placed', waitsFor: 'logistics', ageSeconds: expect.any(Number), stateSince: expect.any(String) },
    });
    expect(found.items.filter(({ state }) => state !== 'placed')).toEqual([]);
    expect(await list('')).toEqual({ items: [] });
    expect(await list('olderThan=PT0S', 'other')).toEqual({ items: [] });
    expect((await orders.get('/v1/orders/stuck?olderThan=soon&status=lost')).body).toMatchObject({
      ...{ status: 400, errors: [{ field: 'status' }, { field: 'olderThan' }] },
    });
  });

  it('leaves nothing parked and no dead letter', async () => {
    const progress = () => orders.bodyOf<{ idle: boolean }>('/v1/operations/progress');
    expect(await eventually(progress, ({ idle }) => idle)).toMatchObject({ idle: true, parked: 0, deadLetters: 0 });
  });
});
