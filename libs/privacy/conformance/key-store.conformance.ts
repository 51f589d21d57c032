import type { KeyStore } from '../src';

/** What every store of wrapped keys promises. `open` gives an empty one. */
export function describeKeyStore(name: string, open: () => KeyStore): void {
  describe(`${name}: wrapped keys`, () => {
    let store: KeyStore;
    beforeEach(() => (store = open()));

    const read = async (...subjects: string[]) =>
      (await store.read(subjects)).map(({ subject, wrapped }) => `${subject} ${wrapped ?? 'destroyed'}`).sort();
    const add = (wrapped: string, ...subjects: string[]) =>
      store.add(subjects.map((subject) => ({ subject, wrapped })));
    const named = (keys: readonly { readonly subject: string }[]) => keys.map(({ subject }) => subject);

    it('keeps the first key of a subject, whatever is added later', async () => {
      await expect(add('1', 'a', 'b')).resolves.toEqual([]);
      await expect(add('2', 'c', 'a', 'd', 'b')).resolves.toEqual(['a', 'b']);
      await expect(read('a', 'b', 'c', 'd', 'e')).resolves.toEqual(['a 1', 'b 1', 'c 2', 'd 2']);
    });

    it('puts a tombstone in the place of a destroyed key, also of one that never was, and makes none in its place', async () => {
      await add('1', 'gone');
      await Promise.all([store.destroy('gone'), store.destroy('gone'), store.destroy('never'), store.destroy('never')]);
      await add('2', 'gone', 'never');
      await expect(read('gone', 'never')).resolves.toEqual(['gone destroyed', 'never destroyed']);
    });

    it('gives all keys that are not destroyed page by page, each once, also those of subjects that come meanwhile behind', async () => {
      await add('1', 'c', 'a', 'd', 'b');
      await store.destroy('b');
      const first = await store.page('', 2);
      expect(first).toEqual([
        { subject: 'a', wrapped: '1' },
        { subject: 'c', wrapped: '1' },
      ]);
      await add('2', 'bb', 'e');
      expect(named(await store.page('c', 2))).toEqual(['d', 'e']);
      await expect(store.page('e', 2)).resolves.toEqual([]);
      expect(await store.size()).toBe(6);
    });

    it('puts a rewrapped key in the place of what it was made from, once', async () => {
      await add('1', 'a', 'b');
      const keys = ['a', 'b', 'unknown'].map((subject) => ({ subject, wrapped: '1', anew: '2' }));
      await expect(store.rewrap(keys)).resolves.toBe(2);
      await expect(read('a', 'b', 'unknown')).resolves.toEqual(['a 2', 'b 2']);
      await expect(store.rewrap(keys)).resolves.toBe(0);
      await expect(store.rewrap([{ subject: 'a', wrapped: '1', anew: '3' }])).resolves.toBe(0);
      await expect(store.rewrap([])).resolves.toBe(0);
      await expect(read('a')).resolves.toEqual(['a 2']);
    });

    it('never brings a destroyed key back by rewrapping it, whichever comes first', async () => {
      const subjects = Array.from({ length: 300 }, (_, index) => `s${index}`);
      await add('1', ...subjects);
      const [known] = await store.page('', 1);
      await store.destroy(known!.subject);
      await expect(store.rewrap([{ ...known!, anew: '2' }])).resolves.toBe(0);
      const erased = subjects.filter((_, index) => index % 3 === 0);
      const rewrapped = store.rewrap(subjects.map((subject) => ({ subject, wrapped: '1', anew: '2' })));
      await Promise.all([rewrapped, ...erased.map((subject) => store.destroy(subject))]);
      const left = subjects.filter((subject) => !erased.includes(subject));
      await expect(read(...erased)).resolves.toEqual(erased.map((subject) => `${subject} destroyed`).sort());
      await expect(read(...left)).resolves.toEqual(left.map((subject) => `${subject} 2`).sort());
    });

    it('finds a key that other master keys have wrapped than one names', async () => {
      await add('one.x', 'a');
      await add('other.x', 'b');
      await add('o+.x', 'c');
      await add('destroyed.x', 'd');
      await store.destroy('d');
      const stranger = async (...ids: string[]) => (await store.stranger(ids, 5_000))?.subject;
      expect(await stranger('one', 'other')).toBe('c');
      expect(await stranger('one', 'o+')).toBe('b');
      expect(await stranger('one', 'other', 'o+')).toBeUndefined();
    });
  });
}
