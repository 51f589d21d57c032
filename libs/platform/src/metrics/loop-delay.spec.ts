import { setTimeout as sleep } from 'node:timers/promises';
import { LoopDelay } from './loop-delay';

it('tells how late the event loop came to a timer, and of a loop that nothing delays next to nothing', async () => {
  const delay = new LoopDelay();
  await sleep(1_100);
  const { p50 } = delay.figures();
  expect(p50).toBeLessThan(250);
  const until = performance.now() + 900;
  while (performance.now() < until);
  await sleep(600);
  // Up to a pause of it may lie before the timer was due.
  expect(delay.figures().max).toBeGreaterThan(350);
  delay.reset();
  expect(delay.figures()).toEqual({ p50: 0, p99: 0, max: 0 });
});
