import { decided, ignored, type Decision } from '@entrepot/kernel';
import { UnreliableStore } from '../src';
import {
  addNote,
  addOnce,
  BookStream,
  closeBook,
  fromEvent,
  MERCHANT,
  note,
  Pod,
  refusalOf,
  type Book,
  type OpenStore,
} from './samples';

/** What two processes on one database guarantee together. */
export function describeTwoWriters(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name}: two processes`, () => {
    let opened: OpenStore;
    let store: UnreliableStore;
    let a: Pod;
    let b: Pod;

    beforeEach(async () => {
      opened = await open();
      store = new UnreliableStore(opened.store);
      a = new Pod(store, { pauseMs: 1 });
      b = new Pod(opened.store, { pauseMs: 1 });
    });

    afterEach(async () => {
      await a.commands.stop();
      await b.commands.stop();
      await opened.close();
    });

    it('rule 1: an input that is ignored by a cached state is decided again when the stream has moved', async () => {
      const release = (book: Book): Decision =>
        book.isClosed ? decided(note('give the money back')) : ignored('already confirmed');
      await a.book('o', addNote('confirmed'));
      await b.book('o', closeBook);
      expect((await a.book('o', release)).kind).toBe('committed');
      expect(await b.notes('o')).toEqual(['confirmed', 'give the money back']);
    });

    it('rule 1: a refusal by a cached state is decided again when the stream has moved', async () => {
      const needsTwo = (book: Book): Decision => {
        if (book.notes.length < 2) throw new Error('too few');
        return decided(note('enough'));
      };
      await a.book('o', addNote('one'));
      await b.book('o', addNote('two'));
      expect((await a.book('o', needsTwo)).version).toBe(3);
    });

    it('rule 1: "not found" is never said from memory', async () => {
      const needsOne = (book: Book): Decision => {
        if (book.notes.length === 0) throw new Error('not found');
        return decided(note('two'));
      };
      await expect(a.book('o', needsOne)).rejects.toThrow('not found');
      await b.book('o', addNote('one'));
      expect((await a.book('o', needsOne)).version).toBe(2);
    });

    it('rule 1: a stream that is only read is looked at before the decision is sent', async () => {
      const copyOf = (_: Book, given: { read: (stream: typeof BookStream, key: string) => Book }): Decision =>
        decided(note(given.read(BookStream, 'source').notes.join('+')));
      const also = () => [{ stream: BookStream as never, key: 'source' }];
      await a.book('source', addNote('1'));
      await b.book('source', addNote('2'));
      await a.book('copy', copyOf as never, { also });
      expect(await b.notes('copy')).toEqual(['1+2']);
    });

    it('rule 1: streams that were read one after the other count only if they were so at one moment', async () => {
      await a.move('fill', { left: 1 });
      const fresh = new Pod(store);
      store.beforeLoad = async (wanted) => {
        if (wanted.some(({ stream }) => stream.includes('/shelf/'))) await b.move('m', { left: -1 });
      };
      expect((await fresh.move('m', { left: -1 })).kind).toBe('repeated');
      expect(await b.pieces('left')).toBe(0);
    });

    it('rule 2: a result whose stream was to be proven by a write that failed is decided again', async () => {
      const release = (book: Book): Decision =>
        book.isClosed ? decided(note('release')) : ignored('already confirmed');
      for (const key of ['x', 'y']) await a.book(key, addNote('start'));
      await b.book('x', closeBook);
      await b.book('y', addNote('from b'));
      const [first] = await Promise.all([
        a.book('x', release),
        a.book('y', addNote('a')),
        a.book('x', () => decided(note('later'))),
      ]);
      expect(first?.kind).toBe('committed');
      expect(await b.notes('x')).toEqual(['start', 'release', 'later']);
    });

    it('rule 2: at a duplicate, what came before stays and the rest is decided again in order', async () => {
      for (const key of ['x', 'y', 'z']) await a.book(key, addNote('start'));
      await b.book('y', addNote('from b'));
      const before = store.appends.length;
      const results = await Promise.all(
        ['x', 'y', 'z', 'y'].map((key, index) =>
          a.book(key, addNote(`a${index}`), { cause: fromEvent('s', index + 1) }),
        ),
      );
      expect(results.map(({ kind, version }) => [kind, version])).toEqual([
        ['committed', 2],
        ['committed', 3],
        ['committed', 2],
        ['committed', 4],
      ]);
      expect(store.appends.slice(before).map(({ records }) => records.length)).toEqual([4, 3]);
      expect(await a.notes('y')).toEqual(['start', 'from b', 'a1', 'a3']);
    });

    it('rule 2: a decision that writes to an outdated stream beside its own finds out', async () => {
      await a.book('beside', addNote('a'));
      await b.book('beside', addNote('b'));
      await a.book('own', () => decided(note('own')).on(BookStream, 'beside', note('beside')));
      expect(await b.notes('beside')).toEqual(['a', 'b', 'beside']);
    });

    it('rule 11: of the same event handed to both, one is recorded', async () => {
      const texts = Array.from({ length: 40 }, (_, index) => `${index}`);
      const hand = (pod: Pod) =>
        texts.map((text, index) =>
          pod.book(`o${index % 4}`, addNote(text), { cause: fromEvent(`s${index % 4}`, index + 1) }),
        );
      const results = await Promise.all([...hand(a), ...hand(b)]);
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(40);
      expect(results.filter(({ kind }) => kind === 'repeated')).toHaveLength(40);
      for (const rest of [0, 1, 2, 3]) {
        expect(await a.notes(`o${rest}`)).toEqual(texts.filter((_, index) => index % 4 === rest));
      }
    });

    it('rule 22: one idempotency key on both makes one decision and one answer', async () => {
      const cause = { source: 'http:POST /books', key: 'k', hash: 'h' };
      const results = await Promise.all([a, b, a, b].map((pod) => pod.book('o', addNote('one'), { cause })));
      expect(results.map(({ version }) => version)).toEqual([1, 1, 1, 1]);
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      const other = b.book('o', addNote('two'), { cause: { ...cause, hash: 'other' } });
      expect(await refusalOf(other)).toBe('idempotency.key-reused');
    });

    it('rule 8: movements over shelves by both never take what is not there, and none is half made', async () => {
      await a.move('fill', { left: 20, right: 20 });
      const tries = await Promise.allSettled(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? a : b).move(`m${index}`, index % 3 === 0 ? { left: -1 } : { left: -1, right: -1 }),
        ),
      );
      const made = tries.filter(({ status }) => status === 'fulfilled').length;
      expect(await b.pieces('left')).toBe(20 - made);
      expect(made).toBe(20);
      expect(await b.pieces('right')).toBeGreaterThanOrEqual(0);
    });

    it('rule 8: the same movement handed to both is made once', async () => {
      await a.move('fill', { left: 100 });
      const moves = Array.from({ length: 20 }, (_, index) => [a, b].map((pod) => pod.move(`m${index}`, { left: -1 })));
      const results = await Promise.all(moves.flat());
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(20);
      expect(await a.pieces('left')).toBe(80);
    });

    it('both make progress on one stream', async () => {
      const each = 30;
      await Promise.all(
        [a, b].flatMap((pod, index) =>
          Array.from({ length: each }, (_, at) => pod.book('o', addOnce(`${index}-${at}`))),
        ),
      );
      const { state, version } = await a.streams.read(BookStream, MERCHANT, 'o');
      expect(version).toBe(2 * each);
      expect(new Set(state.notes).size).toBe(2 * each);
    });
  });
}
