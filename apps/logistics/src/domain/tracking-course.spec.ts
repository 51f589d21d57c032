import type { TrackingStatus } from '@entrepot/contracts/shared';
import { impliesPickUp, isAhead, REGISTERED, whereaboutsAfter, type Whereabouts } from './tracking-course';

const at = (status: TrackingStatus, hour: number, before: Whereabouts = REGISTERED) =>
  whereaboutsAfter(before, { status, occurredAt: time(hour) });
const time = (hour: number) => `2026-03-02T${String(hour).padStart(2, '0')}:00:00Z`;

describe('the course of a parcel', () => {
  it('moves on, whatever the times say', () => {
    expect(isAhead(at('collected', 9), { status: 'delivered', occurredAt: time(8) })).toBe(true);
    expect(isAhead(at('in_transit', 9), { status: 'collected', occurredAt: time(10) })).toBe(false);
    expect(isAhead(at('returning', 9), { status: 'in_transit', occurredAt: time(10) })).toBe(false);
  });

  it('goes to and fro on the last mile, by the times of the carrier', () => {
    const failed = at('attempt_failed', 12);
    expect(isAhead(failed, { status: 'out_for_delivery', occurredAt: time(13) })).toBe(true);
    expect(isAhead(failed, { status: 'out_for_delivery', occurredAt: time(11) })).toBe(false);
    expect(isAhead(failed, { status: 'attempt_failed', occurredAt: time(13) })).toBe(false);
  });

  it('stays where it is through an exception', () => {
    const exception = at('exception', 10, at('in_transit', 9));
    expect(exception).toMatchObject({ status: 'exception', stage: 2 });
    expect(isAhead(exception, { status: 'in_transit', occurredAt: time(11) })).toBe(true);
    expect(isAhead(exception, { status: 'collected', occurredAt: time(11) })).toBe(false);
  });

  it('compares times as times, not as text', () => {
    const failed = whereaboutsAfter(REGISTERED, { status: 'attempt_failed', occurredAt: '2026-03-02T12:00:00-03:00' });
    expect(isAhead(failed, { status: 'out_for_delivery', occurredAt: '2026-03-02T14:00:00Z' })).toBe(false);
  });

  it('knows what only a carrier that has the parcel can tell', () => {
    const telling = ['collected', 'out_for_delivery', 'delivered', 'returned', 'lost'] as const;
    expect(telling.every(impliesPickUp)).toBe(true);
    expect((['registered', 'exception', 'expired'] as const).some(impliesPickUp)).toBe(false);
  });
});
