import { VirtualClock } from '../memory/virtual-clock';
import { ShortQueue } from './short-queue';

function aQueue(most = 10) {
  const clock = new VirtualClock();
  const expired: string[] = [];
  const queue = new ShortQueue<string>({ clock, holdMs: 500, most, expired: (item) => void expired.push(item) });
  return { clock, expired, queue };
}

describe('a short queue', () => {
  it('gives turns in the order of arrival', () => {
    const { queue } = aQueue();
    for (const item of ['a', 'b']) expect(queue.offer(item)).toBe(true);
    expect([queue.take(), queue.take(), queue.take()]).toEqual(['a', 'b', undefined]);
  });

  it('takes no more than it can hold', () => {
    const { queue } = aQueue(1);
    expect([queue.offer('a'), queue.offer('b')]).toEqual([true, false]);
  });

  it('lets nobody wait longer than the others had to', async () => {
    const { clock, expired, queue } = aQueue();
    queue.offer('a');
    await clock.advance(300);
    queue.offer('b');
    await clock.advance(200);
    expect(expired).toEqual(['a']);
    await clock.advance(300);
    expect(expired).toEqual(['a', 'b']);
    queue.offer('c');
    expect(queue.take()).toBe('c');
    await clock.advance(1_000);
    expect(expired).toEqual(['a', 'b']);
  });
});
