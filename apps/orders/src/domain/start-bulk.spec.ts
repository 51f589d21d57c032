import type { BulkOrders } from '@entrepot/contracts/orders';
import { DomainError, type Decided } from '@entrepot/kernel';
import { given } from '../../test/builders';
import { BulkStream, type Bulk } from './bulk';
import { checkBulk, startBulk } from './start-bulk';

const wish = { action: 'hold' as const, reason: 'recall' };
const NONE: Bulk = BulkStream.initial;

function faults(body: BulkOrders): string[] {
  try {
    checkBulk(body);
  } catch (error) {
    if (error instanceof DomainError) return error.errors.map(({ field, rule }) => `${field} ${rule}`);
    throw error;
  }
  return [];
}

describe('an action on many orders', () => {
  it('asks every order once, and is started once', () => {
    const { events } = startBulk(NONE, { wish, orderIds: ['a', 'b', 'a'] }, given()) as Decided;
    expect(events).toMatchObject([
      { type: 'BulkActionStarted', orders: 2 },
      { type: 'OrderActionRequested', orderId: 'a', action: 'hold', reason: 'recall' },
      { type: 'OrderActionRequested', orderId: 'b' },
    ]);
    const at = { merchantId: 'acme', key: 'blk_1', version: 1, at: given().now };
    const started = events.reduce<Bulk>((state, event) => BulkStream.evolve(state, event, at), NONE);
    expect(started.items.map(({ outcome }) => outcome)).toEqual(['pending', 'pending']);
    expect(startBulk(started, { wish, orderIds: ['c'] }, given()).kind).toBe('ignored');
  });

  it('is refused where it contradicts itself', () => {
    expect(faults({ ...wish, orderIds: ['a'] })).toEqual([]);
    expect(faults({ action: 'release', filter: { state: 'held' } })).toEqual([]);
    expect(faults({ action: 'cancel' })).toEqual(['orderIds either', 'reason required']);
    expect(faults({ ...wish, orderIds: ['a', 'b c', 'd\n', 'é'] })).toEqual([
      'orderIds[1] pattern',
      'orderIds[2] pattern',
      'orderIds[3] pattern',
    ]);
    expect(faults({ ...wish, orderIds: ['a'], filter: {} })).toEqual(['orderIds either']);
    expect(faults({ action: 'cancel', orderIds: ['a'], reason: 'x'.repeat(201) })).toEqual(['reason maxLength']);
  });
});
