import { cleanUp, eventually, testBackend, uniqueName } from '@entrepot/testing';
import { GTIN } from './shelf';
import { OTHER_MERCHANT, RunningCatalog } from './running-catalog';

jest.setTimeout(60_000);

const prefix = uniqueName('catalog');
let catalog: RunningCatalog;

const shirt = {
  productId: 'shirt',
  title: 'T-shirt "Café"',
  category: 'clothing',
  brand: 'Entrepot',
  variants: [
    { sku: 'SHIRT-M', title: 'Size M', gtin: GTIN, weightGrams: 180, originCountry: 'PT', hsCode: '610910' },
    { sku: 'SHIRT-L', prices: [{ currency: 'EUR', amount: 1990, validFrom: '2026-01-01T00:00:00Z' }] },
  ],
};

type Listed = { items: { productId: string; skus: string[] }[]; next?: string };
const idsFor = async (query: string) => {
  const { items } = await catalog.bodyOf<Listed>(`/v1/products?${query}`);
  return items.map(({ productId }) => productId);
};

beforeAll(async () => {
  catalog = await RunningCatalog.launch(prefix);
});

afterAll(async () => {
  await catalog.stop();
  await cleanUp(prefix, testBackend());
});

describe('products', () => {
  it('are created once: a repeat gets the same answer, other content a 409', async () => {
    const [first, twin] = await Promise.all([catalog.post('/v1/products', shirt), catalog.post('/v1/products', shirt)]);
    expect([first.status, twin.status, twin.body]).toEqual([201, 201, first.body]);
    expect(first.headers['location']).toBe('/v1/products/shirt');
    expect(first.body).toMatchObject({ title: shirt.title, published: false, variants: [{ gtin: GTIN }, {}] });
    expect(await catalog.bodyOf('/v1/products/shirt')).toEqual(first.body);
    const other = await catalog.post('/v1/products', { ...shirt, title: 'Trousers' });
    expect(other.body).toMatchObject({ status: 409, code: 'product.conflict' });
  });

  it('without an id of their own are named by the idempotency key, which is then required', async () => {
    const body = { title: 'Hat', variants: [{ sku: 'HAT' }] };
    expect((await catalog.post('/v1/products', body)).body).toMatchObject({ code: 'request.idempotency-key-missing' });
    const first = await catalog.post('/v1/products', body).set('idempotency-key', 'hat-1');
    const again = await catalog.post('/v1/products', body).set('idempotency-key', 'hat-1');
    expect([first.status, again.body, again.headers['idempotent-replayed']]).toEqual([201, first.body, 'true']);
    const reused = await catalog.post('/v1/products', { ...body, title: 'Cap' }).set('idempotency-key', 'hat-1');
    expect(reused.body).toMatchObject({ status: 422, code: 'idempotency.key-reused' });
  });

  it('are changed, published and taken off sale', async () => {
    const changed = await catalog.patch('/v1/products/shirt', { description: 'Heavy cotton' });
    expect(changed.body).toMatchObject({ title: shirt.title, description: 'Heavy cotton' });
    expect((await catalog.post('/v1/products/shirt/publish')).body).toMatchObject({ published: true });
    const again = await catalog.post('/v1/products/shirt/publish');
    expect([again.status, again.headers['entrepot-ignored']]).toEqual([200, 'published already']);
    expect((await catalog.post('/v1/products/shirt/unpublish')).body).toMatchObject({ published: false });
    expect((await catalog.post('/v1/products/shirt/publish')).status).toBe(200);
    expect((await catalog.post('/v1/products', { productId: 'empty', title: 'x', variants: [] })).status).toBe(201);
    expect((await catalog.post('/v1/products/empty/publish')).body).toMatchObject({ status: 409 });
    for (const path of ['publish', 'unpublish']) {
      expect((await catalog.post(`/v1/products/none/${path}`)).body).toMatchObject({ code: 'product.not-found' });
    }
  });

  it('are refused with the field that is wrong', async () => {
    const faults: [object, number, string][] = [
      [{ ...shirt, title: '' }, 400, 'title'],
      [{ ...shirt, title: 7 }, 400, 'title'],
      [{ ...shirt, productId: 'a b' }, 400, 'productId'],
      [{ ...shirt, colour: 'red' }, 400, 'colour'],
      [{ ...shirt, variants: [{ sku: 'A', weightGrams: -1 }] }, 400, 'variants[0].weightGrams'],
      [{ ...shirt, variants: [{ sku: 'A', gtin: '12' }] }, 400, 'variants[0].gtin'],
      [{ ...shirt, variants: [{ sku: 'A', originCountry: 'Portugal' }] }, 400, 'variants[0].originCountry'],
      [
        { ...shirt, variants: [{ sku: 'A', prices: [{ currency: 'EUR', amount: 1.5 }] }] },
        400,
        'variants[0].prices[0].amount',
      ],
      [{ ...shirt, productId: 'p', variants: [{ sku: 'A', gtin: '4006381333932' }] }, 422, 'variants[0].gtin'],
      [{ ...shirt, productId: 'p', variants: [{ sku: 'A' }, { sku: 'A' }] }, 422, 'variants[1].sku'],
      [{ ...shirt, productId: 'p', variants: [{ sku: 'A' }, { sku: 'SHIRT-M' }] }, 409, 'variants[1].sku'],
    ];
    for (const [body, status, field] of faults) {
      const answer = await catalog.post('/v1/products', body);
      expect([field, answer.status, answer.body]).toMatchObject([field, status, { errors: [{ field }] }]);
    }
    expect((await catalog.post('/v1/products', '{"title"')).body).toMatchObject({ code: 'request.malformed' });
    expect((await catalog.patch('/v1/products/shirt', { title: null })).status).toBe(400);
    expect((await catalog.patch('/v1/products/none', { title: 'x' })).status).toBe(404);
    expect((await catalog.get('/v1/products/p')).status).toBe(404);
  });

  it('are found by words of title, category, brand, SKU and GTIN', async () => {
    expect(
      await eventually(
        () => idsFor('q=cafe'),
        (ids) => ids.length === 1,
      ),
    ).toEqual(['shirt']);
    for (const q of ['CAFÉ shirt', 'entrepot', 'clothing', GTIN, 'shirt-m', 'Size M', 'l shirt']) {
      expect([q, await idsFor(`q=${encodeURIComponent(q)}`)]).toEqual([q, ['shirt']]);
    }
    for (const q of ['cafe trousers', '---', '$where', '.*']) {
      expect([q, await idsFor(`q=${encodeURIComponent(q)}`)]).toEqual([q, []]);
    }
    expect(
      await eventually(
        () => idsFor('published=true'),
        (ids) => ids.length === 1,
      ),
    ).toEqual(['shirt']);
    expect(await idsFor('category=clothing&published=true')).toEqual(['shirt']);
    expect(await idsFor('category=clothing&published=false')).toEqual([]);
    const page = await eventually(
      () => catalog.bodyOf<Listed>('/v1/products?limit=2'),
      ({ next }) => next !== undefined,
    );
    const rest = await catalog.bodyOf<Listed>(`/v1/products?limit=2&cursor=${page.next}`);
    expect([page.items.length, rest.items.length, rest.next]).toEqual([2, 1, undefined]);
    expect(await catalog.bodyOf('/v1/products?published=maybe')).toMatchObject({ errors: [{ field: 'published' }] });
  });
});

describe('SKUs', () => {
  it('are added once, in one product only', async () => {
    const variant = { sku: 'SHIRT/S'.replace('/', '-'), weightGrams: 150 };
    const first = await catalog.post('/v1/products/shirt/variants', variant);
    expect([first.status, first.headers['location']]).toEqual([201, '/v1/skus/SHIRT-S']);
    expect((await catalog.post('/v1/products/shirt/variants', variant)).body).toEqual(first.body);
    expect((await catalog.post('/v1/products/shirt/variants', { ...variant, weightGrams: 1 })).status).toBe(409);
    expect((await catalog.post('/v1/products/empty/variants', variant)).body).toMatchObject({ code: 'sku.taken' });
    expect((await catalog.post('/v1/products/none/variants', { sku: 'Z' })).status).toBe(404);
    expect((await catalog.post('/v1/products/shirt/variants', { sku: 'A/B' })).body).toMatchObject({
      errors: [{ field: 'sku' }],
    });
  });

  it('of one name that two products want at once belong to one', async () => {
    const wants = await Promise.all(
      ['w1', 'w2', 'w3'].map((productId) =>
        catalog.post('/v1/products', { productId, title: 'x', variants: [{ sku: 'WANTED' }] }),
      ),
    );
    expect(wants.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('have prices with a history', async () => {
    const price = (body: object, key: string) =>
      catalog.post('/v1/skus/SHIRT-M/prices', body).set('idempotency-key', key);
    expect((await catalog.post('/v1/skus/SHIRT-M/prices', { currency: 'EUR', amount: 1 })).status).toBe(400);
    await price({ currency: 'EUR', amount: 1500, validFrom: '2026-01-01T00:00:00Z' }, 'k1');
    await price({ currency: 'EUR', amount: 9900, validFrom: '2099-01-01T00:00:00Z' }, 'k2');
    const last = await price({ currency: 'BRL', amount: 7000, validFrom: '2026-02-01T00:00:00-03:00' }, 'k3');
    expect(last.body).toMatchObject({
      sku: 'SHIRT-M',
      productId: 'shirt',
      prices: [{ amount: 7000 }, { amount: 1500 }],
    });
    const again = await price({ currency: 'EUR', amount: 1500, validFrom: '2026-01-01T00:00:00Z' }, 'k1');
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await catalog.bodyOf('/v1/skus/SHIRT-M')).toMatchObject({
      productTitle: shirt.title,
      weightGrams: 180,
      prices: [
        { currency: 'BRL', amount: 7000 },
        { currency: 'EUR', amount: 1500 },
      ],
      history: [{ amount: 1500 }, { amount: 9900 }, { amount: 7000 }],
    });
    expect((await price({ currency: 'EURO', amount: 1 }, 'k4')).body).toMatchObject({
      errors: [{ field: 'currency' }],
    });
    expect((await price({ currency: 'EUR', amount: -1 }, 'k4')).body).toMatchObject({ errors: [{ field: 'amount' }] });
    const unknown = await catalog
      .post('/v1/skus/NONE/prices', { currency: 'EUR', amount: 1 })
      .set('idempotency-key', 'k5');
    expect(unknown.body).toMatchObject({ status: 404, code: 'sku.not-found' });
  });

  it('are looked up together, those that exist', async () => {
    await catalog.post('/v1/products', { productId: 'odd', title: 'x', variants: [{ sku: 'A,B' }, { sku: 'ß & ü' }] });
    type Found = { items: { sku: string }[] };
    const found = async (query: string) =>
      (await catalog.bodyOf<Found>(`/v1/skus?${query}`)).items.map(({ sku }) => sku);
    expect(await found('sku=SHIRT-M,NONE,SHIRT-L')).toEqual(['SHIRT-M', 'SHIRT-L']);
    expect(await found('sku=SHIRT-M&sku=A,B')).toEqual(['SHIRT-M', 'A,B']);
    expect(await found('sku=A,B')).toEqual(['A,B']);
    expect(await found(`sku=${encodeURIComponent('ß & ü')}`)).toEqual(['ß & ü']);
    expect(await found(`sku=${Array.from({ length: 500 }, (_, n) => n).join(',')}`)).toEqual([]);
    expect((await catalog.get('/v1/skus')).status).toBe(400);
    expect((await catalog.get(`/v1/skus?sku=${Array.from({ length: 502 }, (_, n) => n).join(',')}`)).status).toBe(400);
  });
});

describe('merchants', () => {
  it('see nothing of each other and may use the same SKUs', async () => {
    expect((await catalog.get('/v1/products/shirt', OTHER_MERCHANT)).status).toBe(404);
    expect((await catalog.get('/v1/skus/SHIRT-M', OTHER_MERCHANT)).status).toBe(404);
    expect(await catalog.bodyOf('/v1/products', OTHER_MERCHANT)).toEqual({ items: [] });
    expect((await catalog.post('/v1/products', shirt, OTHER_MERCHANT)).status).toBe(201);
  });
});
