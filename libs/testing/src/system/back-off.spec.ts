import { nextDelay } from './back-off';

describe('the delay before a service is started again', () => {
  it('is short the first time', () => {
    expect(nextDelay(0, 10)).toBe(500);
  });

  it('doubles while the service keeps ending early, up to a quarter of a minute', () => {
    const delays = Array.from({ length: 7 }).reduce<number[]>((all) => [...all, nextDelay(all.at(-1) ?? 0, 100)], []);
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it('is short again after the service ran for a while', () => {
    expect(nextDelay(15_000, 60_000)).toBe(500);
  });
});
