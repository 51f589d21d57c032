import type { ImportAnswer } from '@entrepot/contracts/catalog';
import { cleanUp, testBackend, TopicReader, uniqueName } from '@entrepot/testing';
import { RunningCatalog } from './running-catalog';

jest.setTimeout(120_000);

const prefix = uniqueName('catalog');
const reader = new TopicReader(testBackend(), prefix);
let catalog: RunningCatalog;

const CSV = 'text/csv';
const NDJSON = 'application/x-ndjson';

beforeAll(async () => {
  catalog = await RunningCatalog.launch(prefix);
  await reader.read('catalog.product.v1', 'catalog.import.v1', 'catalog.sku.v1');
});

afterAll(async () => {
  await reader.close();
  await catalog.stop();
  await cleanUp(prefix, testBackend());
});

const file = [
  'productId,title,category,sku,weightGrams,price,currency,validFrom,published',
  'p1,Shirt,clothing,A,180,19.90,EUR,2026-01-01T00:00:00Z,true',
  'p1,,,A,,21,EUR,2026-02-01T00:00:00Z,',
  'p1,,,B,,,,,',
  'p2,Hat,clothing,C,90,5.5,EUR,,',
].join('\n');

describe('an import', () => {
  it('creates everything in one step, tells the world, and says who has read it', async () => {
    const answer = await catalog.import(CSV, file, 'import-1');
    const { importId, ...said } = answer.body as ImportAnswer;
    expect([answer.status, said]).toMatchObject([201, { dryRun: false, products: 2, variants: 3, prices: 3 }]);
    expect(answer.headers['location']).toBe(`/v1/imports/${importId}`);
    // Only catalog itself runs here: its own list has caught up, the services that do not run have not.
    expect(said.readers).toContainEqual({ group: 'catalog', caughtUp: true });
    expect(said.readers).toContainEqual({ group: 'orders', caughtUp: false });
    expect(await catalog.bodyOf('/v1/products')).toMatchObject({ items: [{ productId: 'p1' }, { productId: 'p2' }] });
    expect(await catalog.bodyOf('/v1/skus/A')).toMatchObject({
      productTitle: 'Shirt',
      published: true,
      history: [{ amount: 1990 }, { amount: 2100 }],
    });
    expect(await reader.waitFor('VariantAdded', {}, 3)).toHaveLength(3);
    expect((await reader.waitFor('VariantPriced', {}, 3)).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['acme/p1', 'acme/p2']),
    );
    expect(await reader.waitFor('CatalogImported')).toHaveLength(1);
    expect(await catalog.bodyOf(`/v1/imports/${importId}`)).toMatchObject({ importId, products: 2, prices: 3 });
  });

  it('sent again gets the same answer; another file under its key is refused', async () => {
    const again = await catalog.import(CSV, file, 'import-1');
    expect([again.status, again.headers['idempotent-replayed'], again.body]).toMatchObject([
      201,
      'true',
      { products: 2, variants: 3, prices: 3 },
    ]);
    const other = await catalog.import(CSV, `${file}\n`, 'import-1');
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency.key-reused' });
    const anew = await catalog.import(CSV, file, 'import-2');
    expect(anew.body).toMatchObject({ products: 0, variants: 0, prices: 0 });
    expect(await reader.waitFor('VariantAdded', {}, 3)).toHaveLength(3);
  });

  it('changes what is known', async () => {
    const lines = [
      {
        productId: 'p1',
        variants: [
          { sku: 'A', weightGrams: 200 },
          { sku: 'D', title: 'Size D' },
        ],
      },
      { productId: 'p2', published: true, category: 'hats' },
    ];
    const answer = await catalog.import(NDJSON, lines.map((line) => JSON.stringify(line)).join('\n'), 'import-3');
    expect(answer.body).toMatchObject({ products: 1, variants: 2, prices: 0 });
    expect(await catalog.bodyOf('/v1/products/p1')).toMatchObject({
      title: 'Shirt',
      variants: [{ sku: 'A', weightGrams: 200 }, { sku: 'B' }, { sku: 'D', title: 'Size D' }],
    });
    expect(await catalog.bodyOf('/v1/products/p2')).toMatchObject({ title: 'Hat', category: 'hats', published: true });
  });

  it('with a bad line imports nothing and names line, field and rule', async () => {
    const bad = 'productId,title,sku,weightGrams\nq1,Good,Q1,5\nq2,Bad,Q2,-5\n,No id,Q3,\nq4,Taken,A,\n';
    const answer = await catalog.import(CSV, bad, 'import-4');
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'import.invalid',
      errors: [
        { line: 3, field: 'weightGrams', rule: 'minimum' },
        { line: 4, field: 'productId', rule: 'required' },
      ],
    });
    expect((await catalog.get('/v1/products/q1')).status).toBe(404);
    const taken = await catalog.import(CSV, 'productId,title,sku\nq1,Good,Q1\nq4,Taken,A\n', 'import-4');
    expect(taken.body).toMatchObject({ code: 'import.invalid', errors: [{ line: 3, field: 'sku', rule: 'unique' }] });
    expect((await catalog.get('/v1/products/q1')).status).toBe(404);
    expect((await catalog.import(CSV, 'productId,title,sku\nq1,Good,Q1\n', 'import-4')).status).toBe(201);
  });

  it('tried without effect says what it would do', async () => {
    const text = '{"productId":"d1","title":"Dry","variants":[{"sku":"DRY"}]}';
    const dry = await catalog.import(NDJSON, text, 'import-5', '?dryRun=true');
    expect(dry.body).toMatchObject({ dryRun: true, products: 1, variants: 1, readers: [] });
    expect((await catalog.get('/v1/products/d1')).status).toBe(404);
    const bad = await catalog.import(NDJSON, '{"productId":"d2","variants":[]}', 'import-5', '?dryRun=true');
    expect(bad.body).toMatchObject({ code: 'import.invalid', errors: [{ line: 1, field: 'title' }] });
    expect((await catalog.import(NDJSON, text, 'import-5')).body).toMatchObject({ dryRun: false, products: 1 });
  });

  it('that is no file is refused', async () => {
    expect((await catalog.import(CSV, '', 'none')).body).toMatchObject({ status: 422 });
    expect((await catalog.import(CSV, 'a\0b', 'none')).body).toMatchObject({ code: 'import.invalid' });
    expect((await catalog.import(NDJSON, '{"productId":', 'none')).body).toMatchObject({ errors: [{ line: 1 }] });
    expect((await catalog.import('application/json', '{"productId":"x"}', 'none')).body).toMatchObject({
      code: 'import.type-unknown',
    });
    expect((await catalog.import('application/xml', '<x/>', 'none')).status).toBe(415);
    expect((await catalog.import(CSV, file, 'none', '?dryRun=perhaps')).status).toBe(400);
    expect((await catalog.import(CSV, `productId,title\n${'x'.repeat(33 * 1024 * 1024)}`, 'none')).status).toBe(413);
    const noKey = await catalog.post('/v1/imports', '{}');
    expect(noKey.body).toMatchObject({ status: 400, code: 'request.idempotency-key-missing' });
    expect((await catalog.get('/v1/imports/none')).body).toMatchObject({ code: 'import.not-found' });
  });

  it('takes thousands of lines in one step and stays answering meanwhile', async () => {
    const lines = Array.from(
      { length: 5_000 },
      (_, n) => `big-${n},Product ${n},BIG-${n},19.9,EUR,2026-01-01T00:00:00Z`,
    );
    const importing = catalog.import(CSV, `productId,title,sku,price,currency,validFrom\n${lines.join('\n')}`, 'big');
    let isDone = false;
    let answered = 0;
    const asking = (async () => {
      while (!isDone) {
        expect((await catalog.get('/v1/skus/A')).status).toBe(200);
        answered += 1;
      }
    })();
    const answer = await importing.then((given) => given);
    isDone = true;
    await asking;
    expect(answer.body).toMatchObject({ products: 5_000, variants: 5_000, prices: 5_000 });
    expect(answered).toBeGreaterThan(5);
    expect(await catalog.bodyOf('/v1/skus/BIG-4999')).toMatchObject({ productId: 'big-4999' });
  });

  it('of more than 20,000 lines is refused', async () => {
    const lines = Array.from({ length: 20_001 }, (_, n) => `{"productId":"p${n}","title":"x"}`);
    const answer = await catalog.import(NDJSON, lines.join('\n'), 'longer');
    expect(answer.body).toMatchObject({ status: 422, code: 'import.too-long' });
  });
});
