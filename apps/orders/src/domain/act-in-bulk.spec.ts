import { compiledValidator } from '@entrepot/contracts';
import { OrderActionAnswered, OrderActionRequested, type BulkAction } from '@entrepot/contracts/orders';
import type { Decided } from '@entrepot/kernel';
import { AnOrder } from '../../test/an-order';
import { given, noOrder, POLICY } from '../../test/builders';
import { actInBulk } from './act-in-bulk';
import type { Order } from './order-state';

const request = (action: BulkAction, reason?: string) =>
  new OrderActionRequested({ bulkId: 'blk_1', orderId: 'ord_1', action, ...(reason && { reason }) });

/** What is recorded on the order, and what the bulk is told. */
function acted(order: Order, action: BulkAction, reason = 'recall') {
  const { events, asides } = actInBulk(POLICY)(order, request(action, reason), given()) as Decided;
  return { types: events.map(({ type }) => type), told: asides.map(({ key, events: told }) => [key, ...told]) };
}

describe('an action on many orders', () => {
  it('does with each what the action on it alone does, and tells the state that it has then', () => {
    const placed = AnOrder.placed();
    expect(acted(placed.order, 'hold')).toMatchObject({
      types: ['OrderHeld'],
      told: [['blk_1', { outcome: 'done', state: 'held' }]],
    });
    expect(acted(placed.held().order, 'release')).toMatchObject({
      told: [['blk_1', { outcome: 'done', state: 'placed' }]],
    });
    expect(acted(placed.order, 'cancel')).toMatchObject({ told: [['blk_1', { outcome: 'done', state: 'cancelled' }]] });
    expect(acted(placed.confirmed().order, 'cancel')).toMatchObject({ told: [['blk_1', { state: 'cancelling' }]] });
    expect(acted(placed.order, 'note')).toMatchObject({ types: ['OrderNoteAdded'] });
  });

  it('answers for one that has it already, and for one that refuses, and records nothing there', () => {
    expect(acted(AnOrder.placed().held().order, 'hold')).toMatchObject({
      types: [],
      told: [['blk_1', { outcome: 'unchanged', state: 'held' }]],
    });
    expect(acted(AnOrder.placed().cancelled().order, 'cancel')).toMatchObject({
      types: [],
      told: [['blk_1', { outcome: 'refused', state: 'cancelled', code: 'order.already-cancelled' }]],
    });
    expect(acted(noOrder, 'note').told).toMatchObject([
      ['blk_1', { outcome: 'refused', code: 'order.not-found', detail: 'There is no order ord_1' }],
    ]);
  });

  it('answers in words that can be recorded, however long the refusal is', () => {
    const { order } = AnOrder.placed();
    const skus = Array.from({ length: 20 }, (_, index) => `${index}${'📦'.repeat(60)}`);
    for (const some of [skus, [`x${skus.join('')}`], [`xy${skus.join('')}`]]) {
      const held = { ...order, holds: { skus: some } };
      const { asides } = actInBulk(POLICY)(held, request('release'), given()) as Decided;
      const [answer] = asides[0]!.events;
      expect(compiledValidator(OrderActionAnswered, { strict: true })(answer)).toEqual([]);
    }
  });
});
