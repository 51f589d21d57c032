import { decided, DomainError, ignored, type Decision, type Given, type Peek } from '@entrepot/kernel';
import { UnreliableStore } from '../src';
import {
  addNote,
  BookStream,
  fromEvent,
  MERCHANT,
  MovementStream,
  newCause,
  note,
  Pod,
  refusalOf,
  type Book,
  type Movement,
  type OpenStore,
} from './samples';

const ref = (key: string) => ({ stream: BookStream as never, key });

/** What holds when streams are taken for new without reading them. */
export function describeNewborns(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name}: streams that are probably new`, () => {
    let opened: OpenStore;
    let store: UnreliableStore;
    /** Guesses that books and movements are new. */
    let pod: Pod;
    let other: Pod;
    let loads: string[][];
    let conflicts: string[];

    beforeEach(async () => {
      opened = await open();
      store = new UnreliableStore(opened.store);
      const observer = { conflict: (kind: string) => void conflicts.push(kind) };
      pod = new Pod(store, { pauseMs: 1, guessAfter: 2, observer });
      other = new Pod(opened.store, { pauseMs: 1, guessAfter: Infinity });
      for (const key of ['known-1', 'known-2']) await pod.book(key, addNote(key));
      await pod.move('fill-1', { left: 5 });
      await pod.move('fill-2', { left: 5 });
      [loads, conflicts] = [[], []];
      store.beforeLoad = async (wanted) =>
        void loads.push(wanted.map(({ stream }) => stream.split('/').at(-1) as string));
    });

    afterEach(async () => {
      await Promise.all([pod, other].map(({ commands }) => commands.stop()));
      await opened.close();
    });

    it('writes them without a read, beside others too, and knows them from then on', async () => {
      const first = await pod.book('own', () => decided(note('a')).on(BookStream, 'beside', note('b')));
      const second = await pod.book('own', addNote('c'));
      await pod.move('m', { left: -1 });
      expect([first.version, second.version, loads, conflicts]).toEqual([1, 2, [], []]);
      expect([await other.notes('own'), await other.notes('beside')]).toEqual([['a', 'c'], ['b']]);
      expect(await other.pieces('left')).toBe(9);
    });

    it('rule 2: if one is there already its insert finds out, and the input is decided again on what is there', async () => {
      await other.book('taken', addNote('theirs'));
      const { version, state } = await pod.book('taken', addNote('ours'));
      expect([version, state.notes, loads, conflicts]).toEqual([2, ['theirs', 'ours'], [['taken']], ['duplicate']]);
    });

    it('rule 11: an input that is recorded there already has no second effect', async () => {
      const cause = fromEvent('s', 7);
      await other.book('taken', addNote('once'), { cause });
      expect(await pod.book('taken', addNote('once'), { cause })).toMatchObject({ kind: 'repeated', version: 1 });
      await other.move('taken', { left: -1 });
      expect(await pod.move('taken', { left: -1 })).toMatchObject({ kind: 'repeated', version: 1 });
      expect([await other.notes('taken'), await other.pieces('left')]).toEqual([['once'], 9]);
    });

    it('rule 2: one guess that was wrong costs a group one more round, however many were', async () => {
      const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
      const taken = keys.filter((_, index) => index % 10 === 5);
      for (const key of taken) await other.book(key, addNote(key), { cause: fromEvent(key, 1) });
      const before = store.appends.length;
      const all = await Promise.all(keys.map((key) => pod.book(key, addNote(key), { cause: fromEvent(key, 1) })));
      expect(store.appends.slice(before).map(({ records }) => records.length)).toEqual([40, 31]);
      expect(loads.map(({ length }) => length)).toEqual([35]);
      expect(all.map(({ kind }) => kind)).toEqual(keys.map((key) => (taken.includes(key) ? 'repeated' : 'committed')));
      for (const key of ['k0', 'k5', 'k39']) expect(await other.notes(key)).toEqual([key]);
    });

    it('reads again after a wrong guess, until enough loads found nothing', async () => {
      await other.book('taken', addNote('theirs'));
      await pod.book('taken', addNote('ours'));
      for (const key of ['a', 'b', 'c', 'd']) await pod.book(key, addNote(key));
      expect(loads).toEqual([['taken'], ['a'], ['b']]);
    });

    it.each<[string, () => Decision]>([
      ['ignored', () => ignored('nothing is here')],
      [
        'refused',
        () => {
          throw new DomainError('book.missing');
        },
      ],
    ])('rule 1: nothing is %s on a guess', async (_, unlessThere) => {
      const decide = (book: Book) => (book.notes.length === 0 ? unlessThere() : decided(note('too')));
      await other.book('taken', addNote('theirs'));
      expect((await pod.book('taken', decide)).version).toBe(2);
      expect(await other.notes('taken')).toEqual(['theirs', 'too']);
      expect(loads).toEqual([['taken']]);
    });

    it('rule 1: what is stale by a guess is compared with the head', async () => {
      await other.book('taken', addNote('theirs'));
      expect((await pod.book('taken', addNote('ours'), { ifVersion: 1 })).version).toBe(2);
      expect(await refusalOf(pod.book('free', addNote('ours'), { ifVersion: 1 }))).toBe('request.stale');
    });

    it('rule 1: an input that only looks at what another one guessed sees what is there', async () => {
      await other.book('taken', addNote('theirs'));
      const copy = (_: Book, given: Given) => decided(note(given.read(BookStream, 'taken').notes.join('+')));
      await Promise.all([pod.book('taken', addNote('ours')), pod.book('copy', copy, { also: () => [ref('taken')] })]);
      expect(await other.notes('copy')).toEqual(['theirs+ours']);
    });

    it('rule 1: an input that names streams by what another one guessed names those that it should', async () => {
      await other.book('index', addNote('known-1'));
      const also = (_: Movement, peek: Peek) => [ref('index'), ...peek(BookStream, 'index').notes.map(ref)];
      const decide = (_: Movement, given: Given) => ignored(given.read(BookStream, 'known-1').notes.join());
      // Of its own kind it knows nothing, so its stream is read while the index is guessed.
      const young = new Pod(store, { guessAfter: 2 });
      for (const key of ['a', 'b']) await young.book(key, addNote(key));
      const naming = { on: MovementStream, merchantId: MERCHANT, key: 'names', cause: newCause(), also, decide };
      const [named] = await Promise.all([young.commands.handle(naming), young.book('index', addNote('known-2'))]);
      expect(named.reason).toBe('known-1');
    });

    it.each(['lost-before', 'lost-after', 'late'] as const)(
      'rule 3: after a commit that was %s nothing is guessed for its inputs, and no stream is taken for another',
      async (fault) => {
        store.faults.push(fault);
        const inputs = ['a', 'b'].map((key) => pod.book(key, addNote(key), { cause: fromEvent(key, 1) }));
        expect((await Promise.all(inputs)).map(({ version }) => version)).toEqual([1, 1]);
        expect(loads[0]).toEqual(['a', 'b']);
        await pod.book('known-1', addNote('more'));
        await store.landLate();
        expect([await other.notes('a'), await other.notes('known-1')]).toEqual([['a'], ['known-1', 'more']]);
      },
    );

    it('guesses for nothing that is decided again, in however many groups', async () => {
      store.refuses = ({ key }) => key === 'bad';
      const refused = pod.book('bad', addNote('x')).catch(() => 'refused');
      await Promise.all(['a', 'b', 'c'].map((key) => pod.book(key, addNote(key))));
      expect([await refused, new Set(loads.flat())]).toEqual(['refused', new Set(['bad', 'a', 'b', 'c'])]);
    });

    it('meets no collision when everything is handed in again after a restart', async () => {
      const keys = Array.from({ length: 30 }, (_, index) => `k${index}`);
      const hand = (to: Pod) =>
        Promise.all(keys.map((key) => to.book(key, addNote(key), { cause: fromEvent(key, 1) })));
      await hand(pod);
      const before = store.appends.length;
      const restarted = await hand(new Pod(store, { guessAfter: 2 }));
      expect([restarted.every(({ kind }) => kind === 'repeated'), store.appends.length]).toEqual([true, before]);
    });
  });
}
