import { findRoute } from './find-route';

describe('findRoute', () => {
  it.each([
    ['/v1/orders', 'orders', '/v1/orders'],
    ['/v1/orders/', 'orders', '/v1/orders'],
    ['/v1/orders/1/story', 'orders', '/v1/orders'],
    ['/v1/orders/1/routes', 'logistics', '/v1/orders/{orderId}/routes'],
    ['/v1/orders/routes', 'orders', '/v1/orders'],
    ['/v1/webhooks/psp/demo', 'payments', '/v1/webhooks/psp'],
    ['/v1/webhooks/carriers/sandbox/demo', 'logistics', '/v1/webhooks/carriers'],
    ['/v1/stock-totals', 'inventory', '/v1/stock-totals'],
  ])('%s is answered by %s (%s)', (path, to, pattern) => {
    expect(findRoute(path)).toEqual({ to, pattern, path });
  });

  it('takes the service out of the paths of operations and pages', () => {
    expect(findRoute('/v1/operations/returns/tasks/a%2Fb/run')).toMatchObject({
      to: 'returns',
      path: '/v1/operations/tasks/a%2Fb/run',
    });
    expect(findRoute('/services/returns/docs/swagger-ui.css')).toMatchObject({ path: '/docs/swagger-ui.css' });
  });

  it.each([
    '/v1',
    '/v1/order',
    '/v1/ordersx',
    '/v1/operations/toString/x',
    '/services/returns',
    '/v1/orders\\..',
    'v1/orders',
  ])('%s is answered by nobody', (path) => expect(findRoute(path)).toBeUndefined());
});
