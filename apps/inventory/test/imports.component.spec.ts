import { VariantBundled } from '@entrepot/contracts/catalog';
import type { MovementResult, StockImportAnswer, StockLevel } from '@entrepot/contracts/inventory';
import { cleanUp, eventually, Neighbour, testBackend, uniqueName } from '@entrepot/testing';
import { MERCHANT, RunningInventory } from './running-inventory';

jest.setTimeout(120_000);

const CSV = 'text/csv';
const NDJSON = 'application/x-ndjson';
const prefix = uniqueName('inventory');
const catalog = new Neighbour('catalog', testBackend(), prefix);
let inventory: RunningInventory;

const file = [
  'kind,id,placeId,sku,quantity,delta,cause,reason,counted,user',
  'receipt,r-1,gru,A,10,,,,,u-7',
  'receipt,r-1,gru,B,5,,,,,u-7',
  'adjustment,a-1,gru,A,,-3,theft,box open,,u-8',
  'adjustment,a-2,gru,A,,-30,lost,,,',
  'count,,gru,B,,,,,4,',
  'receipt,,nowhere,A,1,,,,,',
].join('\n');

type Lines = { items: MovementResult[]; next?: string };
const level = (sku: string) => inventory.bodyOf<StockLevel>(`/v1/places/gru/stock/${sku}`);
const linesOf = (importId: string, query = '') =>
  inventory.bodyOf<Lines>(`/v1/stock/imports/${importId}/lines?${query}`);
const done = (importId: string) =>
  eventually(
    () => inventory.bodyOf<StockImportAnswer>(`/v1/stock/imports/${importId}`),
    ({ state }) => state === 'done',
    60_000,
  );

beforeAll(async () => {
  inventory = await RunningInventory.launch(prefix);
  await catalog.connect();
  await inventory.put('/v1/places/gru', { name: 'Guarulhos' });
});

afterAll(async () => {
  await catalog.close();
  await inventory.stop();
  await cleanUp(prefix, testBackend());
});

describe('a file of movements', () => {
  it('tried without effect says by line what would be refused, and books nothing', async () => {
    const dry = await inventory.import(CSV, file, 'first', '?dryRun=true');
    expect([dry.status, dry.body]).toMatchObject([
      200,
      {
        ...{ dryRun: true, state: 'done', lines: 6, movements: 5, booked: 3, refused: 2 },
        problems: [
          { line: 5, code: 'stock.insufficient' },
          { line: 7, field: 'placeId', rule: 'exists', code: 'place.unknown' },
        ],
      },
    ]);
    const broken = `${file}\nreceipt,,gru,A,-1,,,,,\ngift,,gru,A,1,,,,,\nadjustment,,gru,A,,1,,,,`;
    expect((await inventory.import(CSV, broken, 'first', '?dryRun=true')).body).toMatchObject({
      problems: [
        { line: 8, field: 'quantity', rule: 'minimum' },
        { line: 9, field: 'kind', rule: 'enum' },
        { line: 10, field: 'cause', rule: 'required' },
        { line: 5 },
        { line: 7 },
      ],
    });
    expect(await level('A')).toMatchObject({ onHand: 0 });
  });

  it('is booked line by line, with a result for each, as far as each can be', async () => {
    const answer = await inventory.import(CSV, file, 'first');
    const { importId = '' } = answer.body as StockImportAnswer;
    expect([answer.status, answer.headers['location']]).toEqual([202, `/v1/stock/imports/${importId}`]);
    expect(await done(importId)).toMatchObject({ lines: 6, movements: 5, booked: 3, repeated: 0, refused: 2 });
    expect((await linesOf(importId)).items).toMatchObject([
      { line: 2, id: 'r-1', outcome: 'booked' },
      { line: 4, id: 'a-1', outcome: 'booked' },
      { line: 5, id: 'a-2', outcome: 'refused', code: 'stock.insufficient' },
      { line: 6, id: `${importId}.6`, outcome: 'booked' },
      { line: 7, outcome: 'refused', code: 'place.unknown', field: 'placeId', rule: 'exists' },
    ]);
    expect((await linesOf(importId, 'outcome=refused')).items.map(({ line }) => line)).toEqual([5, 7]);
    const [first, second] = [await linesOf(importId, 'limit=3'), await linesOf(importId, 'limit=3&cursor=0.3')];
    expect([first.next, first.items.length, second.items.length, second.next]).toEqual(['0.3', 3, 2, undefined]);
    expect([(await level('A')).onHand, (await level('B')).onHand]).toEqual([7, 4]);
    expect(await inventory.bodyOf('/v1/adjustments/a-1')).toMatchObject({
      user: 'u-8',
      cause: 'theft',
      client: 'fixed',
    });
  });

  it('sent again gets the same answer; its movements under another key count once', async () => {
    const again = await inventory.import(CSV, file, 'first');
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([202, 'true']);
    expect((await inventory.import(CSV, `${file}\n`, 'first')).body).toMatchObject({ code: 'idempotency.key-reused' });
    const named = file.split('\n').slice(0, 4).join('\n');
    const { importId = '' } = (await inventory.import(CSV, named, 'second')).body as StockImportAnswer;
    expect(await done(importId)).toMatchObject({ booked: 0, repeated: 2, refused: 0 });
    expect((await level('A')).onHand).toBe(7);
  });

  it('is refused as a whole when a line cannot be read', async () => {
    const answer = await inventory.import(NDJSON, '{"kind":"receipt","placeId":"gru","sku":"A"}\n[]', 'bad');
    expect(answer.body).toMatchObject({
      ...{ status: 422, code: 'stock-import.invalid' },
      errors: [
        { line: 2, field: '', rule: 'json' },
        { line: 1, field: 'quantity', rule: 'required' },
      ],
    });
    expect((await inventory.import(CSV, 'kind,sku\nreceipt,A', 'bad')).body).toMatchObject({
      errors: [{ line: 1, field: 'placeId', rule: 'required' }],
    });
    expect((await inventory.import('application/json', '{"a":1}', 'bad')).body).toMatchObject({
      code: 'import.type-unknown',
    });
    expect((await inventory.import(CSV, '', 'bad')).status).toBe(422);
    expect((await inventory.post('/v1/stock/imports', '{}')).body).toMatchObject({
      code: 'request.idempotency-key-missing',
    });
    const long = Array.from({ length: 50_001 }, () => 'count,gru,A,1').join('\n');
    const tooLong = await inventory.import(CSV, `kind,placeId,sku,counted\n${long}`, 'bad');
    expect(tooLong.body).toMatchObject({ status: 422, code: 'import.too-long' });
    expect(await inventory.bodyOf('/v1/stock/imports/none')).toMatchObject({ code: 'stock-import.not-found' });
  });

  it('of thousands of lines is booked in its order, and tells how far it is meanwhile', async () => {
    // Every second line takes away what the line before it brought: in another order they would be refused.
    const lines = Array.from({ length: 3_000 }, (_, n) => {
      const of = { placeId: 'gru', sku: `S${n % 7}` };
      if (n % 2 === 0) return { kind: 'receipt', ...of, sku: `S${(n / 2) % 7}`, quantity: 1 };
      return { kind: 'adjustment', ...of, sku: `S${((n - 1) / 2) % 7}`, delta: -1, cause: 'sample' };
    });
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    const { importId = '' } = (await inventory.import(NDJSON, text, 'long')).body as StockImportAnswer;
    const seen = new Set<number>();
    const end = await eventually(
      async () => {
        const now = await inventory.bodyOf<StockImportAnswer>(`/v1/stock/imports/${importId}`);
        seen.add(now.booked);
        return now;
      },
      ({ state }) => state === 'done',
      60_000,
    );
    expect(end).toMatchObject({ movements: 3_000, booked: 3_000, refused: 0 });
    expect(seen.size).toBeGreaterThan(1);
    expect(await level('S0')).toMatchObject({ onHand: 0 });
    const listed = () => inventory.bodyOf<{ items: StockImportAnswer[] }>('/v1/stock/imports?limit=1');
    await eventually(listed, ({ items }) => items[0]?.importId === importId && items[0].state === 'done');
    const drift = () => inventory.bodyOf<{ behind: number }>('/v1/stock-drift');
    expect(await eventually(drift, ({ behind }) => behind === 0)).toMatchObject({ drifted: [] });
  });
});

describe('a bundle', () => {
  it('can be built as often as its scarcest component at the place allows', async () => {
    const components = [
      { sku: 'K1', quantity: 2 },
      { sku: 'K2', quantity: 1 },
    ];
    const lines = [
      { sku: 'K1', quantity: 9 },
      { sku: 'K2', quantity: 30 },
    ];
    await inventory.post('/v1/receipts', { receiptId: 'k', placeId: 'gru', lines });
    const stream = { merchantId: MERCHANT, kind: 'product', key: 'p1' };
    await catalog.publish(stream, new VariantBundled({ productId: 'p1', sku: 'SET', components }));
    const asked = () => inventory.bodyOf<{ buildable: number; components?: object[] }>('/v1/places/gru/bundles/SET');
    expect(await eventually(asked, ({ components = [] }) => components.length > 0)).toEqual({
      ...{ sku: 'SET', placeId: 'gru', buildable: 4 },
      components: [
        { ...components[0], available: 9 },
        { ...components[1], available: 30 },
      ],
    });
    expect(await inventory.bodyOf('/v1/places/gru/bundles/K1')).toMatchObject({ buildable: 9, components: [] });
    expect(await inventory.bodyOf('/v1/places/none/bundles/SET')).toMatchObject({ code: 'place.not-found' });
    await catalog.publish(stream, new VariantBundled({ productId: 'p1', sku: 'SET', components: [] }));
    await eventually(asked, ({ buildable }) => buildable === 0);
  });
});
