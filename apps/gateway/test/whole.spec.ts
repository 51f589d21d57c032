import { RunningGateway } from './running-gateway';
import type { Behaviour } from './fake-neighbour';

const documentOf = (path: string, operationId: string) => ({
  openapi: '3.1.0',
  info: { title: 'one service' },
  paths: { [path]: { get: { operationId } }, '/v1/operations/progress': { get: { operationId: 'Progress.show' } } },
  components: { schemas: { Progress: { type: 'object' } } },
});

const tells =
  (document: unknown, ready = 200): Behaviour =>
  ({ url }, response) => {
    if (url === '/openapi.json') response.end(JSON.stringify(document));
    else response.writeHead(ready).end(JSON.stringify({ phase: 'running', missing: ready === 200 ? [] : ['kafka'] }));
  };

interface WholeDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly description: string };
  readonly paths: object;
  readonly 'x-services': readonly { service: string; document: string }[];
}

let gateway: RunningGateway;
beforeEach(async () => {
  gateway = await RunningGateway.start({ DOCUMENTS_EVERY_MS: '100' });
  gateway.orders.behave = tells(documentOf('/v1/orders', 'Orders.list'));
  gateway.catalog.behave = tells(documentOf('/v1/products', 'Products.list'));
});
afterEach(() => gateway.stop());

const whole = async () => JSON.parse((await gateway.ask('/openapi.json')).text) as WholeDocument;
const stateOf = (document: WholeDocument, name: string) =>
  document['x-services'].find(({ service }) => service === name)?.document;

describe('/openapi.json of the gateway', () => {
  it('is one document of all services that answer, and says who is missing', async () => {
    const document = await whole();
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Entrepot' } });
    expect(Object.keys(document.paths)).toEqual([
      '/v1/products',
      '/v1/operations/catalog/progress',
      '/v1/orders',
      '/v1/operations/orders/progress',
    ]);
    expect([stateOf(document, 'orders'), stateOf(document, 'payments')]).toEqual(['current', 'missing']);
    expect(document.info.description).toMatch(/Missing here.*payments/);
  });

  it('keeps what a service said before it went away, and reads it again when it is back', async () => {
    await whole();
    await gateway.orders.stop();
    await new Promise((resolve) => setTimeout(resolve, 150));
    const without = await whole();
    expect(stateOf(without, 'orders')).toBe('kept');
    expect(without.info.description).toMatch(/before they stopped answering: orders/);
    expect(Object.keys(without.paths)).toContain('/v1/orders');
    gateway.orders.behave = tells(documentOf('/v1/orders/{orderId}', 'Orders.show'));
    await gateway.orders.startAgain();
    await new Promise((resolve) => setTimeout(resolve, 150));
    const again = await whole();
    expect(stateOf(again, 'orders')).toBe('current');
    expect(Object.keys(again.paths)).toContain('/v1/orders/{orderId}');
  });

  it('does without a service that answers something else', async () => {
    gateway.orders.behave = (_, response) => response.end('<html>');
    expect(stateOf(await whole(), 'orders')).toBe('missing');
  });

  it('is there as YAML and as a page too', async () => {
    expect((await gateway.ask('/openapi.yaml')).text).toContain('/v1/operations/orders/progress:');
    const page = await gateway.ask('/docs');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await gateway.ask('/docs/swagger-ui-init.js')).text).toContain('/v1/operations/orders/progress');
  });
});

describe('the health of the gateway', () => {
  it('tells of every service, and stays ready without them', async () => {
    gateway.catalog.behave = tells({}, 503);
    const health = JSON.parse((await gateway.ask('/health')).text) as { status: string; parts: object };
    expect(health.status).toBe('degraded');
    expect(health.parts).toMatchObject({
      orders: { ok: true },
      catalog: { ok: false, details: { error: 'not ready: running, without kafka' } },
      payments: { ok: false },
    });
    expect((await gateway.ask('/health/ready')).status).toBe(200);
  });
});

describe('the landing page', () => {
  it('shows every service with its state, its paths and its pages', async () => {
    const page = await gateway.ask('/');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toMatch(/orders<\/th><td class="ready">ready/);
    expect(page.text).toMatch(/payments<\/th><td class="other">(?!ready)/);
    expect(page.text).toContain('<code>/v1/orders/{orderId}/routes</code>');
    for (const link of ['/docs', '/openapi.json', '/health', '/services/orders/docs']) {
      expect(page.text).toContain(`href="${link}"`);
      expect((await gateway.ask(link)).status).toBe(200);
    }
  });
});
