import { RoutePlanned } from '@entrepot/contracts/logistics';
import { memoryBackbone } from '@entrepot/eventstore';
import { decided } from '@entrepot/kernel';
import { routingKey, RoutingStream } from '../domain/routing';
import { RouteHistory } from './route-history';

async function aHistory(attempts: number): Promise<RouteHistory> {
  const backbone = memoryBackbone({});
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const route = new RoutePlanned({ orderId: 'o1', attempt, allocations: [], shortages: [], considered: [] });
    await backbone.commands.handle({
      ...{ on: RoutingStream, merchantId: 'acme', key: routingKey(route) },
      cause: { source: 'test', key: String(attempt) },
      decide: () => decided(route),
    });
  }
  return new RouteHistory(backbone.store);
}

describe('the routes of an order', () => {
  it('are turned page by page, the newest attempt first', async () => {
    const history = await aHistory(3);
    const first = await history.of('acme', 'o1', { limit: 2 });
    expect([first.items.map(({ attempt }) => attempt), first.next]).toEqual([[3, 2], '2']);
    const last = await history.of('acme', 'o1', { limit: 2, cursor: '2' });
    expect([last.items.map(({ attempt }) => attempt), last.next]).toEqual([[1], undefined]);
  });

  it('refuse a cursor that is none of theirs', async () => {
    const history = await aHistory(1);
    for (const cursor of ['x', '-1', '1.5', ' ', '1e3', '0x10']) {
      await expect(history.of('acme', 'o1', { limit: 2, cursor })).rejects.toMatchObject({
        code: 'page.cursor-invalid',
      });
    }
  });
});
