import { deriveId, type AnyEvent } from '@entrepot/kernel';
import { Stopwatch } from './stopwatch';

const planned = (id: string) =>
  ({ type: 'ShipmentPlanned', orderId: deriveId('ord', 'm', 'bench', id) }) as unknown as AnyEvent;

describe('the stopwatch', () => {
  it('takes the time from the first order that was due to the last that is planned', () => {
    const stopwatch = new Stopwatch('m');
    const now = performance.now();
    stopwatch.due('a', now - 500);
    stopwatch.due('b', now - 300);
    stopwatch.hear(planned('a'));
    stopwatch.hear(planned('a'));
    stopwatch.hear(planned('of others'));
    expect(stopwatch.planned).toBe(1);
    expect(stopwatch.durations()).toHaveLength(1);
    expect(stopwatch.span()).toBeGreaterThanOrEqual(500);
  });

  it('says nothing of orders of which none is planned', () => {
    const stopwatch = new Stopwatch('m');
    stopwatch.due('a', performance.now());
    expect([stopwatch.planned, stopwatch.span()]).toEqual([0, 0]);
  });

  it('takes the time of as many orders as there are', () => {
    const stopwatch = new Stopwatch('m');
    for (let index = 0; index < 200_000; index += 1) stopwatch.due(String(index), index);
    stopwatch.hear(planned('7'));
    expect(stopwatch.span()).toBeGreaterThan(0);
  });
});
