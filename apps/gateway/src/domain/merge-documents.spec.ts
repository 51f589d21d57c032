import { mergeDocuments, type ApiDocument } from './merge-documents';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const answers = (name: string) => ({ 200: { content: { 'application/json': { schema: ref(name) } } } });

const orders: ApiDocument = {
  paths: {
    '/v1/orders': { post: { operationId: 'Orders.place', responses: answers('Order') } },
    '/v1/operations/progress': { get: { operationId: 'Progress.show', responses: answers('Progress') } },
    '/internal': { get: { operationId: 'Internal.show' } },
  },
  components: {
    schemas: {
      Order: { type: 'object', properties: { lines: { type: 'array', items: ref('Line') }, money: ref('Money') } },
      Line: { type: 'object', properties: { sku: { type: 'string' } } },
      Money: { type: 'integer' },
      Progress: { type: 'object', properties: { of: ref('Line') } },
    },
    securitySchemes: { bearer: { type: 'http' } },
  },
};

const returns: ApiDocument = {
  paths: {
    '/v1/returns': { get: { operationId: 'Returns.list', responses: answers('Line') } },
    '/v1/operations/progress': { get: { operationId: 'Progress.show', responses: answers('Progress') } },
  },
  components: {
    schemas: {
      Line: { type: 'object', properties: { lineId: { type: 'string' } } },
      Money: { type: 'integer' },
      Progress: { type: 'object', properties: { of: ref('Line') } },
    },
    securitySchemes: { bearer: { type: 'http' } },
  },
};

describe('mergeDocuments', () => {
  const merged = mergeDocuments([
    { service: 'orders', document: orders },
    { service: 'returns', document: returns },
  ]);

  it('has the paths as they are at the gateway, and no others', () => {
    expect(Object.keys(merged.paths)).toEqual([
      '/v1/orders',
      '/v1/operations/orders/progress',
      '/v1/returns',
      '/v1/operations/returns/progress',
    ]);
  });

  it('says by tag and operation id whose an operation is', () => {
    const told = Object.values(merged.paths).flatMap((item) => Object.values(item));
    expect(told).toMatchObject([
      { tags: ['orders'], operationId: 'orders.Orders.place' },
      { tags: ['orders operations'], operationId: 'orders.Progress.show' },
      { tags: ['returns'], operationId: 'returns.Returns.list' },
      { tags: ['returns operations'], operationId: 'returns.Progress.show' },
    ]);
    expect(merged.tags.map(({ name }) => name)).toEqual([
      'orders',
      'orders operations',
      'returns',
      'returns operations',
    ]);
  });

  it('shares what is equal, and keeps apart what differs or holds what differs', () => {
    expect(Object.keys(merged.components['schemas'] ?? {}).sort()).toEqual([
      'Money',
      'orders.Line',
      'orders.Order',
      'orders.Progress',
      'returns.Line',
      'returns.Progress',
    ]);
    expect(merged.components['schemas']).toMatchObject({
      'orders.Order': { properties: { lines: { items: ref('orders.Line') }, money: ref('Money') } },
      'returns.Progress': { properties: { of: ref('returns.Line') } },
    });
    expect(merged.components['securitySchemes']).toEqual({ bearer: { type: 'http' } });
  });

  it('points at nothing that it does not have', () => {
    const pointers = [...JSON.stringify(merged).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(pointers.length).toBeGreaterThan(5);
    expect(pointers.filter((name) => merged.components['schemas']?.[name ?? ''] === undefined)).toEqual([]);
  });
});
