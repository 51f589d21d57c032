import type { HistoryPage, RecordedEvent } from '@entrepot/eventstore';
import { AnOrder } from '../../test/an-order';
import { START } from '../../test/builders';
import { OrderStory } from './order-story';

const RECORDS = 2_500;

/** A record of two events for each look for stock. */
function record(version: number): RecordedEvent[] {
  return [0, 1].map((index) => ({
    ...{ id: `acme/order/ord_1/${version}#${index}`, stream: 'acme/order/ord_1', version, index, at: START },
    ...{ cause: { source: 'timer', key: String(version) }, event: { type: `Looked${version}` } },
  })) as never;
}

function story(): OrderStory {
  const history = (_: unknown, merchantId: string, key: string, { after = 0, limit = 1_000 }: HistoryPage = {}) => {
    const versions = Array.from({ length: RECORDS }, (_each, index) => index + 1);
    return Promise.resolve(versions.slice(after, after + limit).flatMap(record));
  };
  const streams = { read: () => Promise.resolve({ state: AnOrder.placed().order, version: RECORDS }), history };
  const privacy = { openedTyped: <E>(event: E) => Promise.resolve(event) };
  const told = { find: () => Promise.resolve({ items: [] }) };
  return new OrderStory(streams as never, privacy as never, told as never);
}

describe('the story of an order', () => {
  it('is told to its end, however long the order has waited', async () => {
    const entries = await story().of('acme', 'ord_1');
    expect(entries).toHaveLength(2 * RECORDS);
    expect(entries.at(-1)).toMatchObject({ event: `Looked${RECORDS}`, version: RECORDS });
  });
});
