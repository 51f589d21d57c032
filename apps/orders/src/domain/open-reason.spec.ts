import { AnOrder, SHIRTS } from '../../test/an-order';
import { openReason } from './open-reason';

const placed = (policy: 'cancel' | 'backorder' = 'cancel') => AnOrder.placed({ shortagePolicy: policy });

describe('the reason why money is open', () => {
  it.each([
    ['awaiting-stock', placed()],
    ['awaiting-stock', placed().routed()],
    ['backordered', placed('backorder').routed({ gru: [SHIRTS] })],
    ['awaiting-payment', placed().routed().reserved()],
    ['held', placed().routed().reserved().held()],
    ['not-handed-over', placed().confirmed()],
    ['capture-pending', placed().confirmed().pickedUp()],
    ['capture-failed', placed().confirmed().pickedUp().captured(1)],
    ['cancellation-under-way', placed().confirmed().cancelled()],
    [undefined, placed().confirmed().pickedUp().captured()],
    [undefined, placed().cancelled()],
  ])('is %s', (reason, order) => {
    expect(openReason(order.order)).toBe(reason);
  });
});
