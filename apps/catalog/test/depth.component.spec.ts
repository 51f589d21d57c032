import type { MediaList, ProductAnswer, SkuAnswer, VariantBundled, VariantChanged } from '@entrepot/contracts/catalog';
import { cleanUp, eventually, testBackend, TopicReader, uniqueName } from '@entrepot/testing';
import { GTIN } from './shelf';
import { RunningCatalog } from './running-catalog';

jest.setTimeout(60_000);

const prefix = uniqueName('catalog');
const reader = new TopicReader(testBackend(), prefix);
let catalog: RunningCatalog;

const product = (path = '') => catalog.bodyOf<ProductAnswer>(`/v1/products/shirt${path}`);
const sku = (path: string) => catalog.bodyOf<SkuAnswer>(`/v1/skus/${path}`);

beforeAll(async () => {
  catalog = await RunningCatalog.launch(prefix);
  await reader.read('catalog.product.v1');
  const variants = ['SHIRT-M', 'SHIRT-L', 'HAT', 'SET'].map((each) => ({
    ...{ sku: each, title: each, weightGrams: 180, attributes: [{ name: 'colour', value: 'red' }] },
  }));
  await catalog.post('/v1/products', {
    productId: 'shirt',
    title: 'Shirt',
    description: 'Cotton',
    brand: 'E',
    variants,
  });
});

afterAll(async () => {
  await reader.close();
  await catalog.stop();
  await cleanUp(prefix, testBackend());
});

describe('variants and products', () => {
  it('are changed field by field, by whoever knows their newest version', async () => {
    const shown = await catalog.get('/v1/skus/SHIRT-M');
    const changed = await catalog
      .patch('/v1/skus/SHIRT-M', { gtin: GTIN, lengthMm: 300, remove: ['weightGrams'] })
      .set('if-match', String(shown.headers['etag']));
    expect([changed.status, changed.body]).toMatchObject([200, { sku: 'SHIRT-M', gtin: GTIN, lengthMm: 300 }]);
    expect(changed.body).not.toHaveProperty('weightGrams');
    const late = await catalog.patch('/v1/skus/SHIRT-M', { title: 'x' }).set('if-match', String(shown.headers['etag']));
    expect(late.body).toMatchObject({ status: 412, code: 'request.stale' });
    const { etag } = (await catalog.get('/v1/products/shirt')).headers;
    const versionIn = (tag: unknown) => /^"(\d+)-/.exec(String(tag))?.[1];
    expect(versionIn(etag)).toBe(versionIn(changed.headers['etag']));
    expect((await catalog.patch('/v1/products/shirt', { remove: ['brand'] }).set('if-match', '"1"')).status).toBe(412);
    expect(
      (await catalog.patch('/v1/products/shirt', { remove: ['brand'] }).set('if-match', String(etag))).body,
    ).not.toHaveProperty('brand');
    await reader.waitFor<VariantChanged>('VariantChanged', { sku: 'SHIRT-M', gtin: GTIN });
    const found = () => catalog.bodyOf<{ items: object[] }>(`/v1/products?gtin=${GTIN}`);
    expect(await eventually(found, ({ items }) => items.length > 0)).toMatchObject({ items: [{ productId: 'shirt' }] });
    expect(await catalog.bodyOf('/v1/products?gtin=12345678')).toEqual({ items: [] });
  });

  it('are told anew to who has kept them when a price has begun, or in another language, and else not', async () => {
    const begins = new Date(Date.now() + 1_500).toISOString();
    const price = { currency: 'EUR', amount: 990, validFrom: begins };
    await catalog.post('/v1/skus/HAT/prices', price).set('idempotency-key', 'hat-soon');
    const paths = ['/v1/skus/HAT', '/v1/products/shirt'];
    const kept = await Promise.all(paths.map(async (path) => String((await catalog.get(path)).headers['etag'])));
    const again = (at: number) => catalog.get(paths[at]!).set('if-none-match', kept[at]!);
    expect([(await again(0)).status, (await again(1)).status]).toEqual([304, 304]);
    for (const at of paths.keys()) {
      const { body } = await eventually(
        () => again(at),
        ({ status }) => status === 200,
      );
      expect(JSON.stringify(body)).toContain('990');
    }
    await catalog.put('/v1/skus/HAT/translations/da', { title: 'Hat på dansk' });
    const plain = await catalog.get('/v1/skus/HAT');
    const danish = catalog.get('/v1/skus/HAT').set('accept-language', 'da');
    const told = await danish.set('if-none-match', String(plain.headers['etag']));
    expect([told.status, told.body]).toMatchObject([200, { title: 'Hat på dansk' }]);
  });

  it('are refused with the field that is wrong', async () => {
    const faults: [string, object, number, string][] = [
      ['/v1/skus/SHIRT-M', { weightGrams: -1 }, 400, 'weightGrams'],
      ['/v1/skus/SHIRT-M', { sku: 'OTHER' }, 400, 'sku'],
      ['/v1/skus/SHIRT-M', { gtin: '4006381333932' }, 422, 'gtin'],
      ['/v1/skus/SHIRT-M', { attributes: [{ name: 'a b', value: 'x' }] }, 400, 'attributes[0].name'],
      ['/v1/skus/SHIRT-M', { remove: ['prices'] }, 422, 'remove[0]'],
      ['/v1/products/shirt', { remove: ['title'] }, 422, 'remove[0]'],
    ];
    for (const [path, body, status, field] of faults) {
      expect([field, (await catalog.patch(path, body)).body]).toMatchObject([field, { status, errors: [{ field }] }]);
    }
    expect((await catalog.patch('/v1/skus/NONE', { title: 'x' })).body).toMatchObject({ code: 'sku.not-found' });
  });
});

describe('translations', () => {
  it('are picked by parameter or Accept-Language, text by text, with the untranslated text as fallback', async () => {
    const put = await catalog.put('/v1/products/shirt/translations/de', { title: 'Hemd' });
    expect([put.status, put.headers['content-language'], put.body]).toMatchObject([
      200,
      'de',
      { title: 'Hemd', description: 'Cotton', locale: 'de' },
    ]);
    await catalog.put('/v1/products/shirt/translations/pt-br', { title: 'Camisa', description: 'Algodão' });
    await catalog.put('/v1/skus/SHIRT-M/translations/de', { attributes: [{ name: 'colour', value: 'rot' }] });

    expect(await product('?locale=de-CH')).toMatchObject({
      ...{ title: 'Hemd', description: 'Cotton', locale: 'de' },
      variants: [{ title: 'SHIRT-M', attributes: [{ name: 'colour', value: 'rot' }] }, {}, {}, {}],
    });
    const accepted = await catalog
      .get('/v1/products/shirt')
      .set('accept-language', 'fr, de;q=0.5, pt-BR;q=0.8, *;q=0.1');
    expect([accepted.headers['vary'], accepted.body]).toMatchObject([
      expect.stringContaining('Accept-Language'),
      { title: 'Camisa', description: 'Algodão', locale: 'pt-BR' },
    ]);
    const asked = await catalog.get('/v1/products/shirt?locale=de').set('accept-language', 'pt-BR');
    expect(asked.body).toMatchObject({ title: 'Hemd', description: 'Algodão' });
    const plain = await catalog.get('/v1/products/shirt');
    expect([plain.headers['content-language'], plain.body]).toMatchObject([undefined, { title: 'Shirt' }]);
    expect(plain.body).not.toHaveProperty('locale');
    expect(await sku('SHIRT-M?locale=de')).toMatchObject({ productTitle: 'Hemd', attributes: [{ value: 'rot' }] });
  });

  it('are listed, searched and shown in lists', async () => {
    expect(await catalog.bodyOf('/v1/products/shirt/translations')).toEqual({
      items: [
        { locale: 'de', title: 'Hemd' },
        { locale: 'pt-BR', title: 'Camisa', description: 'Algodão' },
      ],
    });
    const found = () => catalog.bodyOf<{ items: object[] }>('/v1/products?q=camisa&locale=de');
    expect(await eventually(found, ({ items }) => items.length > 0)).toMatchObject({
      items: [{ productId: 'shirt', title: 'Hemd', locale: 'de' }],
    });
  });

  it('are taken back, and refused for what is no language', async () => {
    expect((await catalog.delete('/v1/products/shirt/translations/pt-BR')).body).toMatchObject({ title: 'Shirt' });
    expect(await catalog.bodyOf('/v1/products/shirt/translations')).toMatchObject({ items: [{ locale: 'de' }] });
    expect((await catalog.put('/v1/products/shirt/translations/german', { title: 'x' })).body).toMatchObject({
      ...{ status: 422, code: 'locale.invalid', errors: [{ field: 'locale', rule: 'bcp-47' }] },
    });
    expect(await product('?locale=german')).toMatchObject({ status: 400, errors: [{ field: 'locale' }] });
    expect((await catalog.put('/v1/products/none/translations/de', { title: 'x' })).status).toBe(404);
  });

  it('come in with a file', async () => {
    const file = 'productId,title.fr,sku,variantTitle.fr,attribute.colour.fr\nshirt,Chemise,HAT,Chapeau,rouge\n';
    const answer = await catalog.import('text/csv', file, 'translated');
    expect(answer.body).toMatchObject({ products: 1, variants: 1 });
    expect(await sku('HAT?locale=fr')).toMatchObject({
      ...{ productTitle: 'Chemise', title: 'Chapeau', attributes: [{ name: 'colour', value: 'rouge' }] },
    });
    const whole = { productId: 'shirt', translations: [{ locale: 'es', title: 'Camiseta' }], variants: [] };
    const lines = await catalog.import('application/x-ndjson', JSON.stringify(whole), 'translated-too');
    expect(lines.body).toMatchObject({ products: 1, variants: 0 });
    expect(await product('?locale=es')).toMatchObject({ title: 'Camiseta' });
  });
});

describe('media', () => {
  const path = '/v1/products/shirt/media';
  const add = (name: string, over: object = {}, key = name) =>
    catalog
      .post(path, { mediaType: 'image', url: `https://cdn.example.com/${name}.jpg`, ...over })
      .set('idempotency-key', key);
  const urls = (list: MediaList) => list.items.map(({ url }) => url.slice(24, -4));

  it('are added once, described, put in order and taken away', async () => {
    const first = await add('front', {
      alt: [
        { locale: 'en', text: 'Front' },
        { locale: 'de', text: 'Vorn' },
      ],
    });
    expect([first.status, first.headers['location']]).toEqual([201, expect.stringContaining(`${path}/med_`)]);
    expect(
      (
        await add('front', {
          alt: [
            { locale: 'en', text: 'Front' },
            { locale: 'de', text: 'Vorn' },
          ],
        })
      ).body,
    ).toEqual(first.body);
    await add('back', { sku: 'SHIRT-M' });
    await add('film', { position: 0, mediaType: 'video' });
    const shown = await product('?locale=de-AT');
    expect(shown.media).toMatchObject([{ mediaType: 'video' }, { text: 'Vorn' }, { sku: 'SHIRT-M' }]);
    const [film, front, back] = shown.media!.map(({ mediaId }) => mediaId);
    const ordered = await catalog.put(`${path}/order`, { mediaIds: [back, front, film] });
    expect(urls(ordered.body as MediaList)).toEqual(['back', 'front', 'film']);
    const described = await catalog.patch(`${path}/${back}`, { alt: [{ locale: 'de', text: 'Hinten' }] });
    expect(described.body).toMatchObject({ items: [{ text: 'Hinten' }, {}, {}] });
    expect(urls((await catalog.delete(`${path}/${front}`)).body as MediaList)).toEqual(['back', 'film']);
    expect(urls(await catalog.bodyOf<MediaList>(path))).toEqual(['back', 'film']);
  });

  it('are at https addresses without a password', async () => {
    for (const url of [
      'http://a.example/x.jpg',
      'https://me:secret@a.example/x.jpg',
      'https://me@a.example',
      'ftp://a',
      'x',
      'https://a b',
    ]) {
      expect([url, (await add('bad', { url }, 'bad')).body]).toMatchObject([
        url,
        { status: 400, errors: [{ field: 'url' }] },
      ]);
    }
    expect((await catalog.post(path, { mediaType: 'image', url: 'https://a.example' })).status).toBe(400);
    expect((await add('back', { sku: 'SHIRT-M' }, 'other')).body).toMatchObject({
      status: 409,
      code: 'media.repeated',
    });
    expect((await add('new', { sku: 'NONE' })).body).toMatchObject({ status: 404, code: 'sku.not-found' });
    expect((await catalog.delete(`${path}/none`)).body).toMatchObject({ status: 404, code: 'media.not-found' });
    expect((await catalog.put(`${path}/order`, { mediaIds: [] })).body).toMatchObject({
      ...{ status: 422, errors: [{ field: 'mediaIds', rule: 'complete' }] },
    });
  });
});

describe('bundles', () => {
  const bundle = (of: string, counts: Record<string, number>) => {
    const components = Object.entries(counts).map(([each, quantity]) => ({ sku: each, quantity }));
    return catalog.put(`/v1/skus/${of}/bundle`, { components });
  };

  it('are put together from SKUs that exist, and told to the world', async () => {
    expect((await bundle('SET', { 'SHIRT-M': 2, HAT: 1 })).body).toMatchObject({
      components: [{ sku: 'SHIRT-M', quantity: 2 }, { sku: 'HAT' }],
    });
    const [told] = await reader.waitFor<VariantBundled>('VariantBundled', { sku: 'SET' });
    expect(told).toMatchObject({ key: 'acme/shirt', event: { components: [{ sku: 'SHIRT-M' }, { sku: 'HAT' }] } });
    for (const [of, counts, rule] of [
      ['SET', { NONE: 1 }, 'exists'],
      ['SET', { SET: 1 }, 'cycle'],
      ['SHIRT-L', { SET: 1 }, 'nested'],
      ['HAT', { 'SHIRT-L': 1 }, 'nested'],
    ] as const) {
      expect((await bundle(of, counts)).body).toMatchObject({
        status: 422,
        code: 'bundle.invalid',
        errors: [{ rule }],
      });
    }
    expect((await bundle('SET', {})).body).toMatchObject({ status: 400, errors: [{ field: 'components' }] });
    expect((await bundle('SET', { HAT: 0 })).body).toMatchObject({ errors: [{ field: 'components[0].quantity' }] });
  });

  it('of which two would hold each other are one', async () => {
    await catalog.delete('/v1/skus/SET/bundle');
    expect(await sku('SET')).not.toHaveProperty('components');
    const both = await Promise.all([bundle('SHIRT-L', { HAT: 1 }), bundle('HAT', { 'SHIRT-L': 1 })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
  });
});
