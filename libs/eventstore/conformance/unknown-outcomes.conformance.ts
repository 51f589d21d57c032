import { DomainError } from '@entrepot/kernel';
import { UnreliableStore, type AppendFault } from '../src';
import { addNote, BookStream, closeBook, fromEvent, MERCHANT, Pod, refusalOf, type OpenStore } from './samples';

const LOSSES: AppendFault[] = ['lost-before', 'lost-after', 'lost-half', 'away'];

/** What holds when the database's answers are lost. */
export function describeUnknownOutcomes(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name}: lost answers`, () => {
    let opened: OpenStore;
    let store: UnreliableStore;
    let pod: Pod;

    beforeEach(async () => {
      opened = await open();
      store = new UnreliableStore(opened.store);
      pod = new Pod(store, { pauseMs: 1 });
      await pod.move('stock-up', { left: 10, right: 10 });
    });

    afterEach(async () => {
      await pod.commands.stop();
      await opened.close();
    });

    it.each(LOSSES)('rule 3: after a commit that was %s every input has its effect once', async (fault) => {
      store.faults.push(fault, 'none', fault);
      const texts = ['one', 'two', 'three', 'four', 'five'];
      const first = await Promise.all(texts.map((text) => pod.book('b', addNote(text))));
      expect(first.map(({ kind, version }) => [kind, version])).toEqual(
        [1, 2, 3, 4, 5].map((each) => ['committed', each]),
      );
      expect(first[2]?.state.notes).toEqual(['one', 'two', 'three']);
      expect(first[2]?.events).toEqual([{ type: 'NoteAdded', note: 'three' }]);
      const second = await Promise.all(
        texts.map((text, index) => pod.book('c', addNote(text), { cause: fromEvent('s', index + 1) })),
      );
      expect(second.every(({ kind }) => kind !== 'ignored')).toBe(true);
      expect([await pod.notes('b'), await pod.notes('c')]).toEqual([texts, texts]);
    });

    it.each([...LOSSES, 'aborted' as const])(
      'rule 8: after a commit over several streams that was %s every movement is made once',
      async (fault) => {
        store.faults.push(fault);
        const moved = await Promise.all([1, 2, 3].map((each) => pod.move(`m${each}`, { left: -2, right: 1 })));
        expect(moved.every(({ kind }) => kind === 'committed')).toBe(true);
        expect([await pod.pieces('left'), await pod.pieces('right')]).toEqual([4, 13]);
      },
    );

    it('rule 3: an input without position and key is recognised while it is being redone', async () => {
      store.faults.push('lost-after');
      await pod.book('b', addNote('one'), { cause: { source: 'timer:b' } });
      expect(await pod.notes('b')).toEqual(['one']);
    });

    it('rule 3: what lands late is caught by its version and its cause', async () => {
      store.faults.push('late');
      store.beforeAppend = async () => (store.appends.length > 2 ? store.landLate() : undefined);
      const results = await Promise.all(['one', 'two'].map((text) => pod.book('b', addNote(text))));
      expect(results.map(({ kind, version }) => [kind, version])).toEqual([
        ['committed', 1],
        ['committed', 2],
      ]);
      expect(await pod.notes('b')).toEqual(['one', 'two']);
    });

    it('rule 3: what lands after it was done again does nothing', async () => {
      store.faults.push('late', 'late');
      await Promise.all(['one', 'two'].map((text) => pod.book('b', addNote(text))));
      await pod.move('m', { left: -1 });
      await store.landLate();
      expect(await new Pod(store).notes('b')).toEqual(['one', 'two']);
      expect(await new Pod(store).pieces('left')).toBe(9);
    });

    it('rule 3: an input that may have landed is refused only when it can no longer land', async () => {
      let isOpen = true;
      const decide = () => {
        if (!isOpen) throw new DomainError('book.too-late');
        return addNote('one')({ notes: [], isClosed: false });
      };
      store.faults.push('late');
      store.beforeAppend = async () => void (isOpen = false);
      expect(await refusalOf(pod.book('b', decide))).toBe('book.too-late');
      await store.landLate();
      const other = new Pod(store);
      expect(await other.notes('b')).toEqual([]);
      expect((await other.book('b', addNote('two'))).state.notes).toEqual(['two']);
    });

    it('rule 2: nothing is known before it is acknowledged', async () => {
      store.beforeAppend = async () => expect(await pod.notes('b')).toEqual([]);
      store.faults.push('lost-before', 'lost-before');
      await Promise.all([pod.book('b', addNote('one')), pod.book('b', closeBook)]);
      expect(await pod.streams.read(BookStream, MERCHANT, 'b')).toMatchObject({ version: 2 });
    });

    it('rule 2: a result that saw an unacknowledged decision is given only with it', async () => {
      store.faults.push('lost-before');
      const [closed, again] = await Promise.all([pod.book('b', closeBook), pod.book('b', closeBook)]);
      expect([closed?.kind, again?.kind]).toEqual(['committed', 'ignored']);
      expect(store.appends.slice(-2).map(({ records }) => records.length)).toEqual([1, 1]);
    });

    it('rule 13: while the database is away inputs wait, and nothing is refused', async () => {
      const away: number[] = [];
      const waiting = new Pod(store, {
        pauseMs: 1,
        observer: { away: (_, tries) => away.push(tries), back: () => away.push(0) },
      });
      store.failingReads = 4;
      store.faults.push('away', 'away');
      expect((await waiting.book('b', addNote('one'))).kind).toBe('committed');
      expect(away).toEqual([1, 2, 3, 4, 5, 6, 0]);
    });

    it('refuses new inputs when too many wait', async () => {
      const small = new Pod(store, { maxWaiting: 3, pauseMs: 1 });
      const handed = await Promise.allSettled([1, 2, 3, 4, 5].map((each) => small.book(`b${each}`, addNote('x'))));
      expect(handed.map(({ status }) => status)).toEqual([
        'fulfilled',
        'fulfilled',
        'fulfilled',
        'rejected',
        'rejected',
      ]);
    });
  });
}
