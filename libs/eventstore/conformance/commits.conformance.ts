import { decided, type AnyEvent } from '@entrepot/kernel';
import { streamId, UnreliableStore } from '../src';
import {
  addNote,
  addOnce,
  BookStream,
  closeBook,
  fromEvent,
  MERCHANT,
  newCause,
  note,
  onBook,
  Pod,
  refusalOf,
  ShelfStream,
  type OpenStore,
} from './samples';

/** What commands over a store guarantee to one process. */
export function describeCommits(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name}: commands of one process`, () => {
    let opened: OpenStore;
    let store: UnreliableStore;
    let pod: Pod;

    beforeEach(async () => {
      opened = await open();
      store = new UnreliableStore(opened.store);
      pod = new Pod(store);
    });

    afterEach(async () => {
      await pod.commands.stop();
      await opened.close();
    });

    const streamOfBook = (key: string): string => streamId(MERCHANT, 'book', key);

    it('answers with the state right after the decision', async () => {
      const first = await pod.book('b', addNote('one'));
      const second = await pod.book('b', addNote('two'));
      expect(first).toEqual({
        kind: 'committed',
        version: 1,
        state: { notes: ['one'], isClosed: false },
        events: [note('one')],
      });
      expect(second.state.notes).toEqual(['one', 'two']);
    });

    it('rule 2: what arrives together is decided in order and shares one commit', async () => {
      const results = await Promise.all(['one', 'two', 'three'].map((text) => pod.book('b', addNote(text))));
      expect(results.map(({ version }) => version)).toEqual([1, 2, 3]);
      expect(store.appends).toHaveLength(1);
      expect(store.appends[0]?.atomically).toBe(false);
      expect(await pod.notes('b')).toEqual(['one', 'two', 'three']);
    });

    it('rule 2: one commit is in flight at a time, and what comes meanwhile goes into the next', async () => {
      let inFlight = 0;
      store.beforeAppend = async () => {
        expect((inFlight += 1)).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        inFlight -= 1;
      };
      const handed: Promise<unknown>[] = [];
      for (let round = 0; round < 20; round += 1) {
        handed.push(pod.book(`b${round % 3}`, addNote(`${round}`)));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await Promise.all(handed);
      expect(store.appends.length).toBeLessThan(20);
      expect(await pod.notes('b0')).toEqual(['0', '3', '6', '9', '12', '15', '18']);
    });

    it('rule 2: a group is bounded in inputs and in bytes', async () => {
      const small = new Pod(store, { maxGroup: 4, maxGroupBytes: 2_000 });
      await Promise.all(Array.from({ length: 10 }, (_, index) => small.book(`b${index}`, addNote('short'))));
      expect(Math.max(...store.appends.map(({ records }) => records.length))).toBeLessThanOrEqual(4);
      store.appends.length = 0;
      await Promise.all(Array.from({ length: 4 }, (_, index) => small.book(`c${index}`, addNote('x'.repeat(900)))));
      expect(store.appends.map(({ records }) => records.length)).toEqual([2, 2]);
    });

    it('rule 5: what throws discards only its own input', async () => {
      const bug = new Error('a bug');
      const handed = await Promise.allSettled([
        pod.book('b', addNote('one')),
        pod.book('b', () => {
          throw bug;
        }),
        pod.book('b', addNote('cannot be folded')),
        pod.book('b', () => decided(note('half'), { type: 'NoteAdded', note: new Date() } as AnyEvent)),
        pod.book('b', addNote('two'), { also: () => [undefined as never] }),
        pod.book('b', addNote('three')),
      ]);
      expect(handed.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'rejected',
        'rejected',
        'rejected',
        'fulfilled',
      ]);
      expect((handed[1] as PromiseRejectedResult).reason).toBe(bug);
      expect(await pod.notes('b')).toEqual(['one', 'three']);
    });

    it('rule 5: a stream that cannot be folded refuses its own inputs only', async () => {
      const [key, broken] = ['good', 'broken'];
      const record = { merchantId: MERCHANT, kind: 'book', key: broken, version: 1, at: new Date().toISOString() };
      const _id = `${streamOfBook(broken)}/0000000001`;
      await store.append([{ ...record, _id, cause: newCause(), events: [note('cannot be folded')] }], false);
      const [good, bad] = await Promise.allSettled([
        pod.book(key, addNote('one')),
        pod.book(broken, addNote('two')),
        pod.streams.read(BookStream, MERCHANT, broken),
      ]);
      expect([good?.status, bad?.status]).toEqual(['fulfilled', 'rejected']);
      await expect(pod.streams.read(BookStream, MERCHANT, broken)).rejects.toThrow('cannot be folded');
    });

    it('rule 5: a commit that the database refuses is halved until the culprit is alone', async () => {
      store.refuses = ({ key }) => key === 'b13';
      const handed = await Promise.allSettled(
        Array.from({ length: 30 }, (_, index) => pod.book(`b${index}`, addNote('one'))),
      );
      const refused = handed.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []));
      expect(refused).toEqual([13]);
      expect(await pod.notes('b13')).toEqual([]);
      expect((await pod.book('b14', addNote('two'))).version).toBe(2);
    });

    it('rule 6: an event that breaks its contract is not committed', async () => {
      const validate = (event: AnyEvent) =>
        'note' in event && event.note === '' ? [{ field: 'note', rule: 'minLength', message: 'is empty' }] : [];
      const strict = new Pod(store, { validate });
      const [bad, good] = await Promise.allSettled([strict.book('b', addNote('')), strict.book('b', addNote('x'))]);
      expect([bad?.status, good?.status]).toEqual(['rejected', 'fulfilled']);
      expect(await strict.notes('b')).toEqual(['x']);
    });

    it('rule 6: an event that no broker would take is not committed', async () => {
      const small = new Pod(store, { maxEventBytes: 1_000 });
      expect(await refusalOf(small.book('b', addNote('x'.repeat(990))))).toBe('decision.too-large');
      expect(await refusalOf(small.book('b', addNote('ä'.repeat(490))))).toBe('decision.too-large');
      expect((await small.book('b', addNote('x'.repeat(800)))).version).toBe(1);
    });

    it('rule 7: versions count decisions, whatever number of events they have', async () => {
      expect((await pod.book('b', () => decided(note('1'), note('2'), note('3')))).version).toBe(1);
      expect((await pod.book('b', () => decided())).version).toBe(2);
      expect((await pod.book('b', addNote('4'))).version).toBe(3);
      const history = await pod.streams.history(BookStream, MERCHANT, 'b');
      expect(history.map(({ id }) => id.split('/').at(-1))).toEqual([
        '0000000001#0',
        '0000000001#1',
        '0000000001#2',
        '0000000003#0',
      ]);
      expect(await pod.streams.history(BookStream, MERCHANT, 'b', { after: 1, limit: 1 })).toEqual([]);
    });

    it('rule 7: a key that cannot be told from others is refused', async () => {
      expect(await refusalOf(pod.book('', addNote('x')))).toBe('stream.key-invalid');
      expect(await refusalOf(pod.book('half \ud83d', addNote('x')))).toBe('stream.key-invalid');
      expect(await refusalOf(pod.book('x'.repeat(2_000), addNote('x')))).toBe('stream.key-invalid');
    });

    it('rule 11: an event at or below the highest position of its source is a repeat', async () => {
      const at = (version: number, index: number) => ({ cause: fromEvent('s', version, index) });
      await pod.book('b', addNote('2.1'), at(2, 1));
      expect((await pod.book('b', addNote('again'), at(2, 1))).kind).toBe('repeated');
      expect((await pod.book('b', addNote('older'), at(1, 7))).kind).toBe('repeated');
      expect((await pod.book('b', addNote('earlier'), at(2, 0))).kind).toBe('repeated');
      expect((await pod.book('b', addNote('2.2'), at(2, 2))).kind).toBe('committed');
      expect((await pod.book('b', addNote('10.0'), at(10, 0))).kind).toBe('committed');
      expect((await pod.book('b', addNote('other'), { cause: fromEvent('t', 1) })).kind).toBe('committed');
      expect((await pod.book('c', addNote('2.1'), at(2, 1))).kind).toBe('committed');
      expect(await pod.notes('b')).toEqual(['2.1', '2.2', '10.0', 'other']);
    });

    it('rule 11: repeats in the same commit, and after a restart, are repeats too', async () => {
      const cause = fromEvent('s', 1);
      const both = await Promise.all([1, 2].map(() => pod.book('b', addNote('once'), { cause })));
      expect(both.map(({ kind }) => kind)).toEqual(['committed', 'repeated']);
      expect((await new Pod(store).book('b', addNote('once'), { cause })).kind).toBe('repeated');
      expect(await pod.notes('b')).toEqual(['once']);
    });

    it('rule 11: what a decision writes beside its stream says nothing about later inputs there', async () => {
      await pod.book('b', () => decided(note('here')).on(BookStream, 'beside', note('there')), {
        cause: fromEvent('s', 5),
      });
      expect((await pod.book('beside', addNote('late'), { cause: fromEvent('s', 4) })).kind).toBe('committed');
      expect(await pod.notes('beside')).toEqual(['there', 'late']);
    });

    it('rule 15: an ignored input says why and records nothing', async () => {
      await pod.book('b', closeBook);
      const result = await pod.book('b', closeBook);
      expect(result).toMatchObject({ kind: 'ignored', reason: 'it is closed already', version: 1 });
      expect(await pod.streams.history(BookStream, MERCHANT, 'b')).toHaveLength(1);
    });

    it('rule 22: the same key and body get the same answer, rebuilt as it was at the decision', async () => {
      const cause = { source: 'http:POST /books', key: 'k', hash: 'h1' };
      const first = await pod.book('b', addNote('one'), { cause });
      await pod.book('b', addNote('two'));
      for (const process of [pod, new Pod(store)]) {
        const again = await process.book('b', addNote('one'), { cause });
        expect(again).toEqual({ ...first, kind: 'repeated' });
      }
      expect(await pod.notes('b')).toEqual(['one', 'two']);
    });

    it('rule 22: the same key with another body is refused', async () => {
      const cause = { source: 'http:POST /books', key: 'k', hash: 'h1' };
      await pod.book('b', addNote('one'), { cause });
      const other = pod.book('b', addNote('other'), { cause: { ...cause, hash: 'h2' } });
      expect(await refusalOf(other)).toBe('idempotency.key-reused');
      const elsewhere = { ...cause, source: 'http:POST /elsewhere', hash: 'h2' };
      expect((await pod.book('b', addNote('two'), { cause: elsewhere })).kind).toBe('committed');
    });

    it('rule 22: two at once with one key make one decision and get one answer', async () => {
      const cause = { source: 'http:POST /books', key: 'k', hash: 'h1' };
      const [first, second] = await Promise.all([1, 2].map(() => pod.book('b', addNote('one'), { cause })));
      expect(second).toEqual({ ...first, kind: 'repeated' });
    });

    it('rule 22: refusals are not remembered', async () => {
      const cause = { source: 'http:POST /books', key: 'k', hash: 'h1' };
      const refuse = () =>
        pod.book('b', (book) => (book.notes.length === 0 ? raise() : decided(note('ok'))), { cause });
      await expect(refuse()).rejects.toThrow('nothing there');
      await pod.book('b', addNote('one'));
      expect((await refuse()).kind).toBe('committed');
    });

    it('rule 22: at the deadline an input that was not sent is withdrawn and has no effect', async () => {
      store.failingReads = 3;
      expect(await refusalOf(pod.book('b', addNote('late'), { deadlineMs: 20 }))).toBe('request.withdrawn');
      expect((await pod.book('b', addNote('next'))).version).toBe(1);
      expect(await pod.notes('b')).toEqual(['next']);
    });

    it('rule 22: at the deadline an input that was sent is unknown, and repeating it tells', async () => {
      const cause = { source: 'http:POST /books', key: 'k', hash: 'h1' };
      store.beforeAppend = () => new Promise((resolve) => setTimeout(resolve, 600));
      const sent = pod.book('b', addNote('one'), { cause, deadlineMs: 200 });
      expect(await refusalOf(sent)).toBe('request.outcome-unknown');
      expect((await pod.book('b', addNote('one'), { cause })).kind).toBe('repeated');
      expect(await pod.notes('b')).toEqual(['one']);
    });

    it('rule 22: an input that is withdrawn while its group is decided takes nothing with it', async () => {
      await pod.book('b', addNote('zero'));
      const slow = new Pod({ __proto__: store, load: slowly(store) } as never);
      const [withdrawn, kept] = await Promise.allSettled([
        slow.book('b', addNote('withdrawn'), { deadlineMs: 10 }),
        slow.book('b', addNote('kept')),
      ]);
      expect([withdrawn?.status, kept?.status]).toEqual(['rejected', 'fulfilled']);
      expect(await pod.notes('b')).toEqual(['zero', 'kept']);
    });

    it('rule 23: reading sees what was just written, here and in another process', async () => {
      const reader = new Pod(store);
      for (let round = 1; round <= 5; round += 1) {
        await pod.book('b', addNote(`${round}`));
        expect(await pod.notes('b')).toHaveLength(round);
        expect(await reader.notes('b')).toHaveLength(round);
      }
      expect(await reader.streams.read(BookStream, MERCHANT, 'none')).toEqual({
        state: BookStream.initial,
        version: 0,
      });
    });

    it('rule 23: who follows a stream may do with a known state that is new enough', async () => {
      await pod.book('b', addNote('1'));
      const other = new Pod(store);
      await other.book('b', addNote('2'));
      const read = async (atLeast: number) =>
        (await pod.streams.read(BookStream, MERCHANT, 'b', { atLeast })).state.notes.length;
      expect([await read(1), await read(2), await read(1)]).toEqual([1, 2, 2]);
    });

    it('decides only on the version that the caller has seen', async () => {
      await pod.book('b', addNote('1'), { ifVersion: 0 });
      const cause = newCause();
      expect((await pod.book('b', addNote('2'), { ifVersion: 1, cause })).version).toBe(2);
      expect((await pod.book('b', addNote('2'), { ifVersion: 1, cause })).kind).toBe('repeated');
      expect(await refusalOf(pod.book('b', addNote('3'), { ifVersion: 1 }))).toBe('request.stale');
      expect(await refusalOf(new Pod(store).book('c', addNote('3'), { ifVersion: 1 }))).toBe('request.stale');
    });

    it('refuses inputs for long streams, and reads that were not declared', async () => {
      const onLong = { ...onBook('s', () => decided()), on: ShelfStream };
      await expect(pod.commands.handle(onLong as never)).rejects.toThrow('long stream');
      const undeclared = pod.book('b', (_, given) => decided(note(`${given.read(BookStream, 'other').isClosed}`)));
      await expect(undeclared).rejects.toThrow('does not declare');
    });

    it('gives each input an id that its repeats share, and the event id of an event', async () => {
      const seen: string[] = [];
      const cause = fromEvent('s', 3, 1);
      for (const each of [cause, { source: 'http:POST /books', key: 'k' }]) {
        await pod.book(`b${seen.length}`, (_, given) => decided(note(seen[seen.push(given.inputId) - 1] ?? '')), {
          cause: each,
        });
      }
      expect(seen).toEqual([`${streamId(MERCHANT, 'other', 's')}/0000000003#1`, 'http:POST /books#k']);
    });

    it('takes no more inputs once it stops, and finishes those it has', async () => {
      const handed = [1, 2, 3].map((each) => pod.book('b', addOnce(`${each}`)));
      const stopped = pod.commands.stop();
      expect(await refusalOf(pod.book('b', addNote('late')))).toBe('request.withdrawn');
      await stopped;
      expect((await Promise.all(handed)).map(({ kind }) => kind)).toEqual(['committed', 'committed', 'committed']);
    });
  });
}

function raise(): never {
  throw new Error('nothing there');
}

function slowly(store: UnreliableStore): UnreliableStore['load'] {
  return async (wanted) => {
    await new Promise((resolve) => setTimeout(resolve, 40));
    return store.load(wanted);
  };
}
