import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { paceFetches, spaceFetches, stopFetches, type FetchingGroup } from './fetch-pace';

type Asked = [node: number, at: number][];

/** A consumer that notes when it asks whom, and gets so many messages of one partition. */
const noting = (asked: Asked, messages: () => number) => ({
  maxWaitTime: 500,
  sessionTimeout: 30_000,
  subscriptionState: { paused: () => [] },
  fetch: (node: number) => {
    asked.push([node, performance.now()]);
    return Promise.resolve([{ messages: new Array<unknown>(messages()) }]);
  },
});

describe('the pace of fetches', () => {
  it('holds a fetch back that follows another one at once, and none that follows late or asks another broker', async () => {
    const asked: Asked = [];
    const group = noting(asked, () => 0);
    paceFetches(group, 500);
    await group.fetch(1);
    await Promise.all([group.fetch(1), group.fetch(2)]);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const lateAt = performance.now();
    await group.fetch(1);
    const [first, other, second, late] = asked.map(([, at]) => at) as [number, number, number, number];
    expect(asked.map(([node]) => node)).toEqual([1, 2, 1, 1]);
    expect(other).toBeLessThan(second);
    expect(second - first).toBeGreaterThanOrEqual(495);
    expect(late - lateAt).toBeLessThan(450);
  });

  it('fetches further apart in a busy process, but for a partition that has more', async () => {
    const asked: Asked = [];
    let messages = 0;
    const group = noting(asked, () => messages);
    paceFetches(group, 1);
    spaceFetches(() => 500);
    try {
      await group.fetch(1);
      messages = 150;
      await group.fetch(1);
      const before = performance.now();
      await group.fetch(1);
      expect(asked[1]![1] - asked[0]![1]).toBeGreaterThanOrEqual(495);
      expect(asked[2]![1] - before).toBeLessThan(450);
    } finally {
      spaceFetches(() => 0);
    }
  });

  it.each([
    [30_000, 4_000],
    [6_000, 2_000],
  ])(
    'of a session of %d ms lets the broker hold fetches for %d while nothing comes, unless a partition is paused',
    async (sessionTimeout, quietMs) => {
      jest.useFakeTimers();
      try {
        const waits: number[] = [];
        let came: unknown[] = [];
        let paused: unknown[] = [];
        const group = {
          maxWaitTime: 500,
          sessionTimeout,
          subscriptionState: { paused: () => paused },
          fetch(_node: number): Promise<{ messages: number[] }[]> {
            waits.push(this.maxWaitTime);
            return Promise.resolve(came.map(() => ({ messages: [1] })));
          },
        };
        paceFetches(group, 0);
        const fetchAfter = async (ms: number) => {
          await jest.advanceTimersByTimeAsync(ms);
          await group.fetch(1);
        };
        await fetchAfter(0);
        await fetchAfter(6_000);
        paused = [1];
        await fetchAfter(10);
        [came, paused] = [[1], []];
        await fetchAfter(10);
        await fetchAfter(10);
        expect(waits).toEqual([500, quietMs, 500, quietMs, 500]);
      } finally {
        jest.useRealTimers();
      }
    },
  );

  it('does not wait for what the broker holds when it stops', async () => {
    const group: FetchingGroup = { ...noting([], () => 0), fetch: () => new Promise(() => undefined) };
    const runner = { consumerGroup: group, stop: () => Promise.resolve() };
    paceFetches(group, 0);
    stopFetches(runner);
    const held = group.fetch(1);
    await runner.stop();
    expect(await held).toEqual([]);
  });

  it('keeps nothing of what a fetch has brought', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const group = noting([], () => 3);
    paceFetches(group, 0);
    const brought = new WeakRef((await group.fetch(1))[0]!);
    await new Promise(setImmediate);
    collect();
    expect(brought.deref()).toBeUndefined();
  });
});
