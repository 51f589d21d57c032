import { DomainError } from '@entrepot/kernel';
import { AnOrder } from '../../test/an-order';
import { cancelOrder } from './cancel-order';
import { pieces } from './stock-lines';
import { soldBundles } from './sold-bundles';

const SHIRTS = { lineId: '1.1', sku: 'SHIRT', quantity: 6 };
const MUGS = { lineId: '1.2', sku: 'MUG', quantity: 3 };
const LAMP = { lineId: '2', sku: 'LAMP', quantity: 1 };

/** Three sets of two shirts and a mug, and a lamp: 3 x 900 + 500. */
const sets = (shortagePolicy: 'cancel' | 'ship-available' = 'cancel') =>
  AnOrder.placed({
    lines: [
      { lineId: '1', sku: 'SET', quantity: 3, unitPrice: 900, title: 'Breakfast set' },
      { lineId: '2', sku: 'LAMP', quantity: 1, unitPrice: 500 },
    ],
    charges: [],
    tenders: [{ method: 'card', amount: 3_200 }],
    shortagePolicy,
  });

const whole = (order: AnOrder) =>
  soldBundles(order.order).map(({ lineId, quantity, whole: left }) => [lineId, quantity, left]);

function refusal(attempt: () => unknown): string[] {
  try {
    attempt();
  } catch (error) {
    if (error instanceof DomainError) return error.errors.map(({ field, rule }) => `${field} ${rule}`);
    throw error;
  }
  throw new Error('it was not refused');
}

const cancelled = (order: AnOrder, ...lines: { lineId: string; quantity: number }[]) =>
  order.after(cancelOrder, { orderId: order.id, reason: 'changed mind', lines });

describe('bundles that were sold', () => {
  it('are cancelled as a whole, by the line that they were bought with', () => {
    const order = cancelled(sets(), { lineId: '1', quantity: 2 });
    const gone = [
      { lineId: '1.1', quantity: 4 },
      { lineId: '1.2', quantity: 2 },
    ];
    expect(order.event('OrderLinesCancelled')).toMatchObject({ lines: gone, amount: 1_800 });
    expect(whole(order)).toEqual([['1', 3, 1]]);
    expect(cancelled(order, { lineId: '1', quantity: 1 }).event('OrderLinesCancelled').amount).toBe(900);
  });

  it('cannot be cancelled or changed by piece, nor more of them than there are', () => {
    const order = sets();
    expect(refusal(() => cancelled(order, { lineId: '1.2', quantity: 1 }))).toEqual(['lines[0].lineId bundle']);
    expect(refusal(() => cancelled(order, { lineId: '1', quantity: 4 }))).toEqual(['lines[0].quantity maximum']);
    expect(refusal(() => cancelled(order, { lineId: '3', quantity: 4 }))).toEqual(['lines[0].lineId known']);
    const change = [{ lineId: '1.1', quantity: 1 }];
    expect(refusal(() => order.changed({ change, remove: ['1.2'] }))).toEqual([
      'change[0].lineId bundle',
      'remove[0] bundle',
    ]);
    const taken = ['1', '1.1'].map((lineId) => ({ lineId, sku: 'LAMP', quantity: 1, unitPrice: 1 }));
    expect(refusal(() => order.changed({ add: taken }))).toEqual(['add[0].lineId unique', 'add[1].lineId unique']);
  });

  it('grow, shrink and go by the line that they were bought with', () => {
    const grown = sets().changed({ change: [{ lineId: '1', quantity: 5 }] });
    expect(grown.event('OrderLinesAdded')).toMatchObject({
      lines: [
        { lineId: '1.1', quantity: 4, bundle: { lineId: '1', pieces: 2 } },
        { lineId: '1.2', quantity: 2, bundle: { lineId: '1', pieces: 1 } },
      ],
      total: 1_800,
    });
    expect(whole(grown)).toEqual([['1', 5, 5]]);
    expect(whole(sets().changed({ change: [{ lineId: '1', quantity: 1 }] }))).toEqual([['1', 3, 1]]);
    const gone = sets().changed({ remove: ['1'] });
    expect([gone.event('OrderLinesCancelled').amount, whole(gone)]).toEqual([2_700, [['1', 3, 0]]]);
    expect(refusal(() => gone.changed({ remove: ['1'] }))).toEqual(['remove[0] minimum']);
  });

  it('are taken apart when a change adds them, with the charges of their line', () => {
    const add = [{ lineId: 'more', sku: 'SET', quantity: 1, unitPrice: 600 }];
    const order = sets().changed({ add, charges: [{ type: 'tax', amount: 30, lineId: 'more' }] });
    expect(order.event('OrderLinesAdded')).toMatchObject({
      lines: [
        { lineId: 'more.1', sku: 'SHIRT', quantity: 2, unitPrice: 200 },
        { lineId: 'more.2', sku: 'MUG', quantity: 1, unitPrice: 200 },
      ],
      charges: [
        { lineId: 'more.1', amount: 20 },
        { lineId: 'more.2', amount: 10 },
      ],
      total: 630,
    });
  });

  it('are sent whole or not at all when some of a component is short', () => {
    const order = sets('ship-available').routed({ gru: [{ ...SHIRTS, quantity: 3 }, MUGS, LAMP] });
    const short = order.event('OrderLinesCancelled');
    expect(short).toMatchObject({ reason: 'shortage', amount: 1_800 });
    expect(pieces(short.lines)).toBe(6);
    expect(order.event('StockReservationRequested').lines).toEqual([
      { sku: 'SHIRT', quantity: 2 },
      { sku: 'MUG', quantity: 1 },
      { sku: 'LAMP', quantity: 1 },
    ]);
    expect(whole(order)).toEqual([['1', 3, 1]]);
  });

  it('are nothing to send any more when a component is nowhere', () => {
    const order = sets('ship-available').routed({ gru: [SHIRTS], opo: [LAMP] });
    expect(order.event('OrderLinesCancelled').amount).toBe(2_700);
    expect(order.events.filter(({ type }) => type === 'StockReservationRequested')).toMatchObject([{ placeId: 'opo' }]);
  });
});
