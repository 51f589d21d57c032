import { setTimeout as delay } from 'node:timers/promises';
import { MemoryStore, UnreliableStore } from '../index';
import { addNote, Pod } from '../../conformance/samples';

/** Longer than any test waits: whoever keeps it does not come back. */
const FOR_EVER_MS = 3_600_000;

function groupsOf(gapMs: () => number) {
  const groups: number[] = [];
  const store = new UnreliableStore(new MemoryStore());
  const pod = new Pod(store, { gapMs, maxGroup: 3, observer: { committed: ({ inputs }) => groups.push(inputs) } });
  return { pod, groups };
}

describe('the gap between commits', () => {
  afterEach(() => jest.useRealTimers());

  it('is kept after a commit, so that what comes in meanwhile shares the next one', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const { pod, groups } = groupsOf(() => 40);
    await pod.book('a', addNote('first'));
    const second = pod.book('a', addNote('second'));
    await jest.advanceTimersByTimeAsync(39);
    expect(groups).toEqual([1]);
    const third = pod.book('b', addNote('third'));
    await jest.advanceTimersByTimeAsync(1);
    await Promise.all([second, third]);
    expect(groups).toEqual([1, 2]);
  });

  it.each([
    ['whoever holds the line', (pod: Pod) => pod.book('a', addNote('urgent'), { deadlineMs: 5_000 })],
    ['a full commit', (pod: Pod) => Promise.all(['a', 'b'].map((key) => pod.book(key, addNote('many'))))],
    ['a process that leaves', (pod: Pod) => pod.commands.stop()],
  ])('does not hold up %s, nor what waits with it', async (_, press) => {
    const { pod } = groupsOf(() => FOR_EVER_MS);
    await pod.book('a', addNote('first'));
    const waiting = pod.book('a', addNote('second'));
    await delay(5);
    await Promise.all([press(pod), waiting]);
    expect(await pod.notes('a')).toEqual(expect.arrayContaining(['first', 'second']));
  });
});
