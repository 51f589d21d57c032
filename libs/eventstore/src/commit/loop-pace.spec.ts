import type { EventLoopUtilization } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { LoopPace } from './loop-pace';

const paceAt = (utilization: number) => new LoopPace(() => ({ utilization }) as EventLoopUtilization);

describe('the pace of a process', () => {
  it('leaves no gap before it is known how busy it is', () => {
    expect(paceAt(1).gapMs).toBe(0);
  });

  it.each([
    [0.1, 0, 0],
    [1, 80, 120],
  ])('busy %d of its time it leaves gaps of %d to %d ms', async (share, least, most) => {
    const pace = paceAt(share);
    for (let sample = 0; sample < 3; sample += 1) {
      await delay(260);
      void pace.gapMs;
    }
    expect(pace.gapMs).toBeGreaterThanOrEqual(least);
    expect(pace.gapMs).toBeLessThanOrEqual(most);
  });
});
