import type { StockLedgerEntry, StockLevel } from '@entrepot/contracts/inventory';
import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { RunningInventory } from './running-inventory';

jest.setTimeout(60_000);

const prefix = uniqueName('inventory');
let inventory: RunningInventory;

interface PageOf<T> {
  readonly items: T[];
  readonly next?: string;
}

const receive = (receiptId: string, sku: string, quantity: number, placeId = 'gru') =>
  inventory.post('/v1/receipts', { receiptId, placeId, lines: [{ sku, quantity }] });
const adjust = (adjustmentId: string, over: object) =>
  inventory.post('/v1/adjustments', {
    adjustmentId,
    placeId: 'gru',
    sku: 'C',
    delta: -1,
    cause: 'correction',
    ...over,
  });
const pageOf = <T>(path: string) => inventory.bodyOf<PageOf<T>>(path);

async function everything<T>(path: string): Promise<T[]> {
  const first = await pageOf<T>(path);
  const found = [...first.items];
  for (let { next } = first; next !== undefined;) {
    const page = await pageOf<T>(`${path}&cursor=${encodeURIComponent(next)}`);
    found.push(...page.items);
    next = page.next;
  }
  return found;
}

beforeAll(async () => {
  inventory = await RunningInventory.launch(prefix);
  for (const place of ['gru', 'cps']) await inventory.put(`/v1/places/${place}`, { name: place });
});

afterAll(async () => {
  await inventory.stop();
  await cleanUp(prefix, testBackend());
});

describe('who changed what, and why', () => {
  it('is told for every adjustment, and found by reason, by person, by SKU and by time', async () => {
    await receive('r-c', 'C', 50);
    expect((await adjust('a-1', { cause: 'theft', user: 'u-7', reason: 'box open' })).body).toMatchObject({
      ...{ cause: 'theft', user: 'u-7', reason: 'box open' },
    });
    await adjust('a-2', { cause: 'expired', user: 'u-8' });
    await adjust('a-3', { cause: 'theft', user: 'u-8', delta: -2 });
    const bare = await adjust('a-4', { cause: 'other' });
    expect(bare.body).toMatchObject({ status: 422, errors: [{ field: 'reason', rule: 'required' }] });
    expect((await adjust('a-4', { user: ' x' })).body).toMatchObject({ status: 400, errors: [{ field: 'user' }] });

    const list = (query: string) => pageOf<{ adjustmentId: string }>(`/v1/adjustments?${query}`);
    const idsOf = async (query: string) => (await list(query)).items.map(({ adjustmentId }) => adjustmentId);
    await eventually(
      () => list(''),
      ({ items }) => items.length === 3,
    );
    expect(await idsOf('')).toEqual(['a-3', 'a-2', 'a-1']);
    expect(await idsOf('cause=theft')).toEqual(['a-3', 'a-1']);
    expect(await idsOf('cause=theft&user=u-8')).toEqual(['a-3']);
    expect(await idsOf('sku=D')).toEqual([]);
    const middle = (await inventory.bodyOf<{ bookedAt: string }>('/v1/adjustments/a-2')).bookedAt;
    expect(await idsOf(`until=${middle}`)).toEqual(['a-1']);
    expect(await idsOf(`since=${middle}&cause=theft`)).toEqual(['a-3']);
    expect((await list('limit=2')).items).toHaveLength(2);
    expect(await everything('/v1/adjustments?limit=1')).toHaveLength(3);
    expect(await list('cause=stolen')).toMatchObject({ status: 400, errors: [{ field: 'cause' }] });
  });

  it('stands in the ledger, which can be asked for one reason or one person', async () => {
    const ledger = '/v1/places/gru/stock/C/ledger';
    expect((await pageOf<StockLedgerEntry>(`${ledger}?cause=adjustment:theft&user=u-7`)).items).toMatchObject([
      { entry: 2, cause: { type: 'adjustment:theft', id: 'a-1' }, user: 'u-7', note: 'box open', onHandDelta: -1 },
    ]);
    const byPerson = await pageOf<StockLedgerEntry>(`${ledger}?user=u-8&limit=1`);
    expect(byPerson).toMatchObject({ items: [{ entry: 4 }], next: '3' });
    expect(await everything<StockLedgerEntry>(`${ledger}?user=u-8&limit=1`)).toHaveLength(2);
    expect(await pageOf(`${ledger}?user=nobody`)).toEqual({ items: [] });
    expect(await pageOf(`${ledger}?cause=gone`)).toMatchObject({ status: 400, errors: [{ field: 'cause' }] });
  });
});

describe('what runs out', () => {
  const point = (sku: string, placeId = 'gru') => `/v1/places/${placeId}/stock/${sku}/reorder-point`;

  it('has a level for every SKU and place, set and taken away by people', async () => {
    const set = await inventory.put(point('L1'), { reorderPoint: 10, user: 'u-7' });
    expect([set.status, set.headers['etag'], set.body]).toMatchObject([
      200,
      '"1"',
      { sku: 'L1', placeId: 'gru', reorderPoint: 10, user: 'u-7' },
    ]);
    expect((await inventory.put(point('L1'), { reorderPoint: 12 }).set('if-match', '"7"')).status).toBe(412);
    expect((await inventory.put(point('L1'), { reorderPoint: -1 })).body).toMatchObject({
      ...{ status: 400, errors: [{ field: 'reorderPoint' }] },
    });
    expect((await inventory.put(point('L1', 'nowhere'), { reorderPoint: 1 })).body).toMatchObject({
      ...{ status: 422, errors: [{ field: 'placeId', rule: 'exists' }] },
    });
    expect((await inventory.put(point('a%2Fb'), { reorderPoint: 1 })).body).toMatchObject({
      ...{ status: 422, code: 'stock.sku-invalid', errors: [{ field: 'sku' }] },
    });
    expect(await inventory.bodyOf('/v1/places/gru/stock/L1')).toMatchObject({ onHand: 0, reorderPoint: 10 });
    expect((await inventory.get(point('L1', 'nowhere'))).status).toBe(404);
  });

  it('is listed by what is missing, or by what is left', async () => {
    await Promise.all([
      receive('l-1', 'L1', 4),
      receive('l-2', 'L2', 1),
      receive('l-3', 'L3', 9),
      receive('l-4', 'L3', 30, 'cps'),
    ]);
    for (const [sku, reorderPoint] of [
      ['L2', 3],
      ['L3', 9],
    ] as const)
      await inventory.put(point(sku), { reorderPoint });
    await inventory.put(point('L3', 'cps'), { reorderPoint: 9 });
    const low = (query: string) => pageOf<StockLevel & { missing: number }>(`/v1/stock/low?${query}`);
    const { items } = await eventually(
      () => low(''),
      (page) => page.items.map(({ missing }) => missing).join() === '6,2,0',
    );
    expect(items).toMatchObject([
      { sku: 'L1', placeId: 'gru', available: 4, reorderPoint: 10 },
      { sku: 'L2', available: 1, reorderPoint: 3 },
      { sku: 'L3', placeId: 'gru', available: 9, reorderPoint: 9 },
    ]);
    expect((await low('placeId=cps')).items).toEqual([]);
    expect((await everything<StockLevel>('/v1/stock/low?limit=2')).map(({ sku }) => sku)).toEqual(['L1', 'L2', 'L3']);
    const left = (await everything<StockLevel>('/v1/stock/low?threshold=9&limit=1')).map(({ available }) => available);
    expect(left).toEqual([1, 4, 9]);
    expect(await low('threshold=-1')).toMatchObject({ status: 400, errors: [{ field: 'threshold' }] });

    expect((await inventory.delete(point('L1'))).body).not.toHaveProperty('reorderPoint');
    await eventually(
      () => low(''),
      (page) => page.items.length === 2,
    );
    const entries = await pageOf<StockLedgerEntry>('/v1/places/gru/stock/L1/ledger?cause=reorder-point');
    expect(entries.items.map(({ reorderPoint }) => reorderPoint)).toEqual([undefined, 10]);
  });
});

describe('stock as of a past moment', () => {
  it('is what the ledger had recorded by then, entry for entry', async () => {
    for (let n = 0; n < 25; n += 1) await receive(`h-${n}`, 'H', n + 1);
    await receive('h-x', 'H2', 3);
    const ledger = await everything<StockLedgerEntry>('/v1/places/gru/stock/H/ledger?limit=10');
    expect(ledger).toHaveLength(25);
    const at = (moment: number) =>
      inventory.bodyOf<StockLevel>(`/v1/places/gru/stock/H?asOf=${new Date(moment).toISOString()}`);
    for (const entry of ledger) {
      // Of entries within one millisecond the last one counts.
      const last = ledger.find((each) => each.at === entry.at);
      expect(await at(Date.parse(entry.at))).toMatchObject({ onHand: last?.onHand });
      const before = ledger.find((each) => Date.parse(each.at) < Date.parse(entry.at));
      expect(await at(Date.parse(entry.at) - 1)).toMatchObject({ onHand: before?.onHand ?? 0, reserved: 0 });
    }
  });

  it('is listed for all SKUs that were there', async () => {
    await eventually(
      () => pageOf<StockLevel>('/v1/stock?sku=H2'),
      ({ items }) => items.length === 1,
    );
    const [newest] = (await pageOf<StockLedgerEntry>('/v1/places/gru/stock/H/ledger?limit=1')).items;
    const asOf = newest?.at ?? '';
    const then = await everything<StockLevel>(`/v1/stock?asOf=${asOf}&limit=3`);
    expect(then).toContainEqual({ ...{ sku: 'H', placeId: 'gru', onHand: 325, reserved: 0, available: 325 }, asOf });
    expect(then.filter(({ sku }) => sku === 'H2')).toEqual([]);
    expect(await pageOf('/v1/stock?asOf=2001-01-01T00:00:00Z')).toEqual({ items: [] });
  });

  it('cannot be asked for what is still to come, nor for no moment', async () => {
    for (const path of ['/v1/stock', '/v1/places/gru/stock/H']) {
      expect(await inventory.bodyOf(`${path}?asOf=2126-01-01T00:00:00Z`)).toMatchObject({
        ...{ status: 422, code: 'stock.as-of-future', errors: [{ field: 'asOf', rule: 'past' }] },
      });
      expect(await inventory.bodyOf(`${path}?asOf=yesterday`)).toMatchObject({
        status: 400,
        errors: [{ field: 'asOf' }],
      });
    }
    expect((await inventory.get('/v1/places/nowhere/stock/H?asOf=2026-01-01T00:00:00Z')).status).toBe(404);
  });
});
