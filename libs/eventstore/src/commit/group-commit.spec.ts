import { randomUUID } from 'node:crypto';
import { decided, ignored, type Decision, type Given, type Peek } from '@entrepot/kernel';
import { addNote, BookStream, note, Pod, refusalOf } from '../../conformance/samples';
import { MemoryStore, UnreliableStore } from '../index';

const book = (key: string) => ({ stream: BookStream as never, key });

/** A store on which another process writes to a stream at every look at it: its head is never found where it was. */
async function restless(key: string): Promise<UnreliableStore> {
  const inner = new MemoryStore();
  const other = new Pod(inner);
  await other.book(key, addNote('first'));
  const store = new UnreliableStore(inner);
  const moved = store.moved.bind(store);
  store.moved = async (heads) => {
    await other.book(key, addNote('again'));
    return moved(heads);
  };
  return store;
}

function declaresOthers(_: unknown, peek: Peek) {
  const key = randomUUID();
  peek(BookStream, key);
  return [book(key)];
}

describe('a group of inputs', () => {
  it('rule 5: an input that leans on a stream which never stands still is withdrawn, and holds up nobody', async () => {
    const pod = new Pod(await restless('restless'));
    const lean = (_: unknown, given: Given): Decision => ignored(`${given.read(BookStream, 'restless').notes.length}`);
    const leaning = pod.book('own', lean, { also: () => [book('restless')] });
    const [withdrawn, next] = await Promise.all([refusalOf(leaning), pod.book('next', addNote('one'))]);
    expect([withdrawn, next.kind]).toEqual(['request.withdrawn', 'committed']);
  });

  it.each<[string, Partial<Parameters<Pod['book']>[2]>, () => Decision]>([
    ['writes to', {}, () => decided(note('x')).on(BookStream, randomUUID(), note('y'))],
    ['declares', { also: declaresOthers }, () => decided(note('x'))],
  ])('rule 5: an input that %s other streams at every try is refused alone', async (_, more, decide) => {
    const pod = new Pod(new MemoryStore(), { guessAfter: Infinity });
    const [refused, next] = await Promise.allSettled([pod.book('own', decide, more), pod.book('next', addNote('one'))]);
    expect(refused).toMatchObject({ reason: { message: 'it names other streams whenever it is decided' } });
    expect(next).toMatchObject({ value: { kind: 'committed' } });
  });

  it('loads all streams that a decision writes to at once', async () => {
    const pod = new Pod(new MemoryStore());
    let calls = 0;
    const keys = Array.from({ length: 300 }, (_, index) => `beside-${index}`);
    await pod.book('own', () => {
      calls += 1;
      return keys.reduce((made, key) => made.on(BookStream, key, note('x')), decided(note('own')));
    });
    expect([calls, await pod.notes('beside-299')]).toEqual([2, ['x']]);
  });

  it('lets an input name streams by what others say, and decides once all of them are there', async () => {
    const store = new MemoryStore();
    const pod = new Pod(store);
    await pod.book('shelf', addNote('left'));
    await pod.book('left', addNote('found'));
    const cold = new Pod(store);
    const read = (_: unknown, given: Given): Decision => ignored(given.read(BookStream, 'left').notes.join());
    const also = (_: unknown, peek: Peek) => [book('shelf'), ...peek(BookStream, 'shelf').notes.map(book)];
    expect(await cold.book('own', read, { also })).toMatchObject({ kind: 'ignored', reason: 'found' });
  });

  it('asks an input once what it names by a state, however often it is decided', async () => {
    const pod = new Pod(new MemoryStore(), { guessAfter: Infinity });
    let asked = 0;
    const also = () => ((asked += 1), [book('beside')]);
    const read = (_: unknown, given: Given): Decision =>
      decided(note(`${given.read(BookStream, 'beside').notes.length}`));
    await pod.book('own', read, { also });
    expect([asked, await pod.notes('own')]).toEqual([1, ['0']]);
  });

  it('refuses a size of groups with which it would never take an input', () => {
    for (const maxGroup of [0, Number.NaN]) expect(() => new Pod(new MemoryStore(), { maxGroup })).toThrow('maxGroup');
  });
});
