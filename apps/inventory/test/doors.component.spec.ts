import type { ReceiveStock } from '@entrepot/contracts/inventory';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { OTHER_MERCHANT, RunningInventory } from './running-inventory';

jest.setTimeout(60_000);

const prefix = uniqueName('inventory');
let inventory: RunningInventory;

const receipt = (over: Partial<ReceiveStock> = {}): ReceiveStock => ({
  receiptId: 'r-1',
  placeId: 'gru',
  lines: [{ sku: 'A', quantity: 5 }],
  ...over,
});

beforeAll(async () => {
  inventory = await RunningInventory.launch(prefix);
  await inventory.put('/v1/places/gru', { name: 'Guarulhos' });
});

afterAll(async () => {
  await inventory.stop();
  await cleanUp(prefix, testBackend());
});

describe('places', () => {
  const described = {
    name: 'Campinas',
    address: { city: 'Campinas', country: 'BR' },
    latitude: -22.9,
    longitude: -47.1,
    handlingCost: 90,
  };

  it('are registered, changed, shown and listed', async () => {
    const put = await inventory.put('/v1/places/cps', { name: 'Campinas' });
    expect([put.status, put.headers['location'], put.body]).toEqual([
      201,
      '/v1/places/cps',
      { placeId: 'cps', name: 'Campinas' },
    ]);
    const changed = await inventory.put('/v1/places/cps', described);
    expect([changed.status, changed.headers['etag']]).toEqual([200, '"2"']);
    const again = await inventory.put('/v1/places/cps', described);
    expect([again.status, again.headers['etag'], again.headers['entrepot-ignored']]).toEqual([
      200,
      '"2"',
      'known like this already',
    ]);
    expect(await inventory.bodyOf('/v1/places/cps')).toEqual({ placeId: 'cps', ...described });
    const listed = () => inventory.bodyOf<{ items: object[] }>('/v1/places');
    const { items } = await eventually(listed, (page) => page.items.length === 2 && 'address' in (page.items[0] ?? {}));
    expect(items).toEqual([
      { placeId: 'cps', ...described },
      { placeId: 'gru', name: 'Guarulhos' },
    ]);
  });

  it('are refused when they are described wrongly', async () => {
    const faults: [string, object, number, string][] = [
      ['cps', {}, 400, 'name'],
      ['cps', { name: ' ' }, 400, 'name'],
      ['cps', { name: 'x', latitude: 91, longitude: 0 }, 400, 'latitude'],
      ['cps', { name: 'x', address: { city: 'x', country: 'Brazil' } }, 400, 'address.country'],
      ['cps', { name: 'x', colour: 'red' }, 400, 'colour'],
      ['a@b', { name: 'x' }, 422, 'placeId'],
    ];
    for (const [placeId, body, status, field] of faults) {
      const answer = await inventory.put(`/v1/places/${encodeURIComponent(placeId)}`, body);
      expect([answer.status, answer.body]).toMatchObject([status, { errors: [{ field }] }]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    const half = await inventory.put('/v1/places/cps', { name: 'x', latitude: 1 });
    expect([half.status, half.body]).toMatchObject([422, { code: 'place.coordinates-incomplete' }]);
    expect((await inventory.get('/v1/places/nowhere')).body).toMatchObject({ status: 404, code: 'place.not-found' });
  });
});

describe('receipts', () => {
  it('count once: a repeat gets the same answer, other content a 409', async () => {
    const body = receipt({ occurredAt: '2018-01-01T10:00:00-03:00', reference: 'PO 7' });
    const [first, twin] = await Promise.all([
      inventory.post('/v1/receipts', body),
      inventory.post('/v1/receipts', body),
    ]);
    expect([first.status, twin.status, twin.body]).toEqual([201, 201, first.body]);
    expect(first.body).toMatchObject(body);
    const later = await inventory.post('/v1/receipts', body).set('idempotency-key', 'another key'.replace(' ', '-'));
    expect([later.status, later.body]).toEqual([201, first.body]);
    const other = await inventory.post('/v1/receipts', { ...body, lines: [{ sku: 'A', quantity: 6 }] });
    expect(other.body).toMatchObject({ status: 409, code: 'receipt.conflict' });
    expect(await inventory.bodyOf('/v1/receipts/r-1')).toEqual(first.body);
    expect(await inventory.bodyOf('/v1/places/gru/stock/A')).toMatchObject({ onHand: 5, reserved: 0, available: 5 });
  });

  it('may have ids of others, as they are', async () => {
    const id = 'GR/2026 #7?ü';
    const answer = await inventory.post(
      '/v1/receipts',
      receipt({ receiptId: id, lines: [{ sku: 'B?&#', quantity: 1 }] }),
    );
    expect(answer.headers['location']).toBe(`/v1/receipts/${encodeURIComponent(id)}`);
    expect(await inventory.bodyOf(String(answer.headers['location']))).toMatchObject({ receiptId: id });
    expect(await inventory.bodyOf(`/v1/places/gru/stock/${encodeURIComponent('B?&#')}`)).toMatchObject({ onHand: 1 });
  });

  it('are refused with the field that is wrong', async () => {
    const lines = (line: unknown) => ({ ...receipt({ receiptId: 'bad' }), lines: [line] });
    const faults: [object, number, string][] = [
      [lines({ sku: 'A', quantity: -1 }), 400, 'lines[0].quantity'],
      [lines({ sku: 'A', quantity: 0 }), 400, 'lines[0].quantity'],
      [lines({ sku: 'A', quantity: 1.5 }), 400, 'lines[0].quantity'],
      [lines({ sku: 'A', quantity: '5' }), 400, 'lines[0].quantity'],
      [lines({ sku: 'A', quantity: 1e9 }), 400, 'lines[0].quantity'],
      [lines({ sku: 'A/B', quantity: 1 }), 400, 'lines[0].sku'],
      [lines({ sku: 'A', quantity: 1, colour: 'red' }), 400, 'lines[0].colour'],
      [lines(null), 400, 'lines[0]'],
      [{ ...receipt(), lines: [] }, 400, 'lines'],
      [{ ...receipt(), lines: Array.from({ length: 501 }, () => ({ sku: 'A', quantity: 1 })) }, 400, 'lines'],
      [{ ...receipt(), receiptId: '' }, 400, 'receiptId'],
      [{ ...receipt(), occurredAt: '2018-01-01' }, 400, 'occurredAt'],
      [{ ...receipt(), occurredAt: null }, 400, 'occurredAt'],
      [{ ...receipt({ receiptId: 'bad' }), placeId: 'nowhere' }, 422, 'placeId'],
    ];
    for (const [body, status, field] of faults) {
      const answer = await inventory.post('/v1/receipts', body);
      expect([field, answer.status, answer.body]).toMatchObject([field, status, { errors: [{ field }] }]);
    }
    expect((await inventory.get('/v1/receipts/bad')).status).toBe(404);
  });

  it('are refused when they are no JSON, too much, of another type, or of nobody', async () => {
    const broken = await inventory.post('/v1/receipts', '{"receiptId":');
    expect([broken.status, broken.body]).toMatchObject([400, { code: 'request.malformed' }]);
    expect((await inventory.post('/v1/receipts', '[]')).status).toBe(400);
    const huge = await inventory.post('/v1/receipts', receipt({ reference: 'x'.repeat(2_000_000) }));
    expect([huge.status, huge.body]).toMatchObject([413, { code: 'request.too-large' }]);
    const csv = await inventory.post('/v1/receipts', 'a,b').set('content-type', 'text/csv');
    expect(csv.status).toBe(415);
    expect((await fetch(`${inventory.service.url}/v1/receipts/r-1`)).status).toBe(401);
    expect((await inventory.get('/health/ready')).status).toBe(200);
  });
});

describe('adjustments and counts', () => {
  const adjust = (adjustmentId: string, delta: number, cause = 'correction') =>
    inventory.post('/v1/adjustments', { adjustmentId, placeId: 'gru', sku: 'C', delta, cause });
  const count = (countId: string, expected: number, counted: number) =>
    inventory.post('/v1/counts', { countId, placeId: 'gru', sku: 'C', expected, counted });

  it('correct the figures, each once, and never below nothing', async () => {
    await inventory.post('/v1/receipts', receipt({ receiptId: 'r-c', lines: [{ sku: 'C', quantity: 10 }] }));
    expect((await adjust('a-1', -3, 'damaged')).body).toMatchObject({ delta: -3, cause: 'damaged' });
    expect((await adjust('a-1', -3, 'damaged')).status).toBe(201);
    expect((await adjust('a-1', -4, 'damaged')).body).toMatchObject({ status: 409, code: 'adjustment.conflict' });
    expect((await adjust('a-2', -8)).body).toMatchObject({ status: 409, code: 'stock.insufficient' });
    expect((await adjust('a-3', 0)).body).toMatchObject({ status: 422, code: 'adjustment.empty' });
    expect((await adjust('a-3', 1, 'lost')).body).toMatchObject({ status: 422, errors: [{ field: 'delta' }] });
    expect((await adjust('a-3', 1, 'stolen')).body).toMatchObject({ status: 400, errors: [{ field: 'cause' }] });
    const outdated = await count('c-1', 10, 9);
    expect(outdated.body).toMatchObject({ status: 409, code: 'stock.count-outdated' });
    expect((outdated.body as { detail: string }).detail).toContain('7');
    expect((await count('c-1', 7, 9)).body).toMatchObject({ delta: 2 });
    expect((await count('c-1', 7, 9)).status).toBe(201);
    expect((await count('c-2', 9, -1)).body).toMatchObject({ status: 400, errors: [{ field: 'counted' }] });
    expect(await inventory.bodyOf('/v1/counts/c-1')).toMatchObject({ countId: 'c-1', expected: 7, counted: 9 });
    expect(await inventory.bodyOf('/v1/adjustments/a-1')).toMatchObject({ adjustmentId: 'a-1', delta: -3 });
    expect(await inventory.bodyOf('/v1/places/gru/stock/C')).toMatchObject({ onHand: 9 });
  });

  it('stand in the ledger with their causes, newest first, in pages', async () => {
    const ledger = '/v1/places/gru/stock/C/ledger';
    const first = await inventory.bodyOf<{ items: object[]; next: string }>(`${ledger}?limit=2`);
    expect(first.items).toMatchObject([
      { entry: 3, cause: { type: 'count', id: 'c-1' }, onHandDelta: 2, onHand: 9 },
      { entry: 2, cause: { type: 'adjustment:damaged', id: 'a-1' }, onHandDelta: -3, onHand: 7 },
    ]);
    const rest = await inventory.bodyOf(`${ledger}?limit=2&cursor=${first.next}`);
    expect(rest).toEqual({ items: [expect.objectContaining({ entry: 1, cause: { type: 'receipt', id: 'r-c' } })] });
    expect(await inventory.bodyOf(`${ledger}?cursor=x`)).toMatchObject({ status: 422, code: 'page.cursor-invalid' });
    expect(await inventory.bodyOf(`${ledger}?limit=0`)).toMatchObject({ status: 400, errors: [{ field: 'limit' }] });
    expect(await inventory.bodyOf('/v1/places/gru/stock/never/ledger')).toEqual({ items: [] });
    expect((await inventory.get('/v1/places/nowhere/stock/C/ledger')).status).toBe(404);
    expect((await inventory.get('/v1/places/nowhere/stock/C')).status).toBe(404);
  });

  it('add up: the books agree with themselves and with the lists', async () => {
    const drift = () => inventory.bodyOf<{ behind: number }>('/v1/stock-drift');
    expect(await eventually(drift, ({ behind }) => behind === 0)).toEqual({ checked: 3, behind: 0, drifted: [] });
    expect(await inventory.bodyOf('/v1/stock-totals')).toEqual({
      ...{ received: 16, shipped: 0, restocked: 0, lost: 3, found: 2 },
      ...{ onHand: 15, reserved: 0, driftedSkus: 0 },
    });
    const listed = await inventory.bodyOf<{ items: object[] }>('/v1/stock?sku=C&placeId=gru');
    expect(listed.items).toEqual([{ sku: 'C', placeId: 'gru', onHand: 9, reserved: 0, available: 9 }]);
    expect(await inventory.bodyOf('/v1/stock?colour=red')).toMatchObject({
      status: 400,
      errors: [{ field: 'colour' }],
    });
  });
});

describe('merchants', () => {
  it('see nothing of each other', async () => {
    for (const path of ['/v1/places/gru', '/v1/receipts/r-1', '/v1/places/gru/stock/A', '/v1/counts/c-1']) {
      expect([path, (await inventory.get(path, OTHER_MERCHANT)).status]).toEqual([path, 404]);
    }
    expect(await inventory.bodyOf('/v1/stock', OTHER_MERCHANT)).toEqual({ items: [] });
    expect(await inventory.bodyOf('/v1/stock-totals', OTHER_MERCHANT)).toMatchObject({ received: 0, onHand: 0 });
    expect((await inventory.post('/v1/receipts', receipt(), OTHER_MERCHANT)).body).toMatchObject({
      code: 'place.unknown',
    });
  });
});
