import type { BulkOrders } from '@entrepot/contracts/orders';
import type { Command } from '@entrepot/eventstore';
import type { HttpCause } from '@entrepot/platform';
import { given } from '../../test/builders';
import { BulkStream, type Bulk } from '../domain/bulk';
import { BulkDesk } from './bulk-desk';

const BODY: BulkOrders = { action: 'hold', filter: { state: 'placed' }, reason: 'recall' };
const CAUSE: HttpCause = { source: 'http:POST /v1/orders/bulk', key: 'hold-all', hash: 'h' };

/** Two orders fit at first, of which one is taken; none of them does once they are held. */
function desk(): BulkDesk {
  let bulk: Bulk = BulkStream.initial;
  const pages = [{ items: [{ orderId: 'ord_1' }], next: 'more' }, { items: [] }];
  const handle = ({ decide, key }: Command<Bulk>) => {
    const decision = decide(bulk, given(undefined, key));
    const events = decision.kind === 'ignored' ? [] : decision.events;
    const at = { merchantId: 'acme', key, version: 1, at: given().now };
    bulk = events.reduce<Bulk>((state, event) => BulkStream.evolve(state, event as never, at), bulk);
    bulk = { ...bulk, items: bulk.items.map((item) => ({ ...item, outcome: 'done' })) };
    return Promise.resolve();
  };
  const streams = { read: () => Promise.resolve({ state: bulk, version: 1 }) };
  const orders = { find: () => Promise.resolve(pages.shift()) };
  return new BulkDesk({ handle } as never, streams as never, {} as never, orders as never);
}

describe('an action on more orders than are taken at once', () => {
  it('says so whenever it is asked, whatever fits the filter by then', async () => {
    const bulks = desk();
    const { bulkId, ...first } = await bulks.run('acme', CAUSE, BODY);
    expect(first).toMatchObject({ total: 1, finished: 1, more: true });
    expect(await bulks.progress('acme', bulkId)).toMatchObject({ total: 1, more: true });
    expect(await bulks.run('acme', CAUSE, BODY)).toMatchObject({ bulkId, total: 1, more: true });
  });
});
