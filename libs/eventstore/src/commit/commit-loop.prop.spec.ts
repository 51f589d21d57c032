import fc from 'fast-check';
import { streamId, MemoryStore, recordId, UnreliableStore, type AppendFault } from '../index';
import { addNote, BookStream, fromEvent, MERCHANT, Pod } from '../../conformance/samples';

const FAULTS: AppendFault[] = ['none', 'lost-before', 'lost-after', 'lost-half', 'late', 'away', 'aborted'];
const BOOKS = ['b0', 'b1', 'b2'];

const faults = fc.array(fc.constantFrom(...FAULTS), { maxLength: 8 });
const runs = { numRuns: 25 };

/** Two processes on one store, each of which loses answers in its own way. */
function twoPods(storeFaults: readonly AppendFault[][]): {
  pods: Pod[];
  stores: UnreliableStore[];
  inner: MemoryStore;
} {
  const inner = new MemoryStore();
  const stores = storeFaults.map((each) => {
    const store = new UnreliableStore(inner);
    store.faults.push(...each);
    return store;
  });
  // The first takes every stream that it does not know for new, the second does after one that was.
  const pods = stores.map((store, guessAfter) => new Pod(store, { pauseMs: 0, maxGroup: 4, guessAfter }));
  return { pods, stores, inner };
}

/** Now and then, lets what is late arrive. */
function landingLate(stores: readonly UnreliableStore[]): () => void {
  const timer = setInterval(() => stores.forEach((store) => void store.landLate()), 2);
  return () => clearInterval(timer);
}

async function versionsOf(store: MemoryStore, key: string): Promise<string[]> {
  const [records = []] = await store.load([{ stream: streamId(MERCHANT, 'book', key), after: 0 }]);
  return records.map(({ _id }) => _id);
}

describe('whatever answers are lost, between two processes', () => {
  it('rules 2, 3, 11: every event has its effect once, in the order of its source', async () => {
    const input = fc.record({ book: fc.constantFrom(...BOOKS), source: fc.constantFrom('s0', 's1'), pod: fc.nat(1) });
    await fc.assert(
      fc.asyncProperty(fc.array(input, { maxLength: 24 }), faults, faults, async (inputs, first, second) => {
        const { pods, stores, inner } = twoPods([first, second]);
        const stop = landingLate(stores);
        const numbered = inputs.map((each, index) => ({ ...each, version: index + 1 }));
        // A source is handed to one process, and again, in order, to the other: as after a rebalance.
        const hand = (pod: Pod) =>
          numbered.map(({ book, source, version }) =>
            pod.book(book, addNote(`${source}:${version}`), { cause: fromEvent(source, version) }),
          );
        await Promise.all(pods.flatMap(hand));
        stop();
        for (const store of stores) await store.landLate();
        for (const book of BOOKS) {
          const notes = await new Pod(inner).notes(book);
          const expected = numbered
            .filter((each) => each.book === book)
            .map(({ source, version }) => `${source}:${version}`);
          expect(notes.toSorted()).toEqual(expected.toSorted());
          for (const source of ['s0', 's1']) {
            const ofSource = (all: readonly string[]) => all.filter((each) => each.startsWith(source));
            expect(ofSource(notes)).toEqual(ofSource(expected));
          }
          const ids = await versionsOf(inner, book);
          expect(ids).toEqual(ids.map((_, index) => recordId(streamId(MERCHANT, 'book', book), index + 1)));
        }
      }),
      runs,
    );
  });

  it('rules 8, 9, 22: pieces are neither lost nor made, and every answer is true', async () => {
    const moves = fc.record({
      key: fc.constantFrom('m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'),
      pod: fc.nat(1),
    });
    const shelvesOf = (key: string) => ({
      left: -1 - (Number(key.slice(1)) % 3),
      right: Number(key.slice(1)) % 2 ? -1 : 1,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { maxLength: 20 }), faults, faults, async (tries, first, second) => {
        const { pods, stores, inner } = twoPods([[], []]);
        await pods[0]?.move('fill', { left: 8, right: 2 });
        stores[0]?.faults.push(...first);
        stores[1]?.faults.push(...second);
        const stop = landingLate(stores);
        const answers = await Promise.allSettled(
          tries.map(({ key, pod }) => (pods[pod] as Pod).move(key, shelvesOf(key))),
        );
        stop();
        for (const store of stores) await store.landLate();
        const made = new Set(tries.flatMap(({ key }, at) => (answers[at]?.status === 'fulfilled' ? [key] : [])));
        const reader = new Pod(inner);
        let [left, right] = [8, 2];
        for (const key of made) {
          left += shelvesOf(key).left;
          right += shelvesOf(key).right;
        }
        expect([await reader.pieces('left'), await reader.pieces('right')]).toEqual([left, right]);
        expect(Math.min(left, right)).toBeGreaterThanOrEqual(0);
      }),
      runs,
    );
  });

  it('rule 22: an idempotency key makes one decision, whoever asks how often, and all hear the same', async () => {
    const asked = fc.array(fc.record({ key: fc.constantFrom('k0', 'k1', 'k2'), pod: fc.nat(1) }), { maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(asked, faults, faults, async (asks, first, second) => {
        const { pods, stores, inner } = twoPods([first, second]);
        const stop = landingLate(stores);
        const answers = await Promise.all(
          asks.map(({ key, pod }) => {
            const cause = { source: 'http:POST /books', key, hash: key };
            return (pods[pod] as Pod).book('b', addNote(key), { cause });
          }),
        );
        stop();
        for (const store of stores) await store.landLate();
        const keys = [...new Set(asks.map(({ key }) => key))];
        expect((await new Pod(inner).notes('b')).toSorted()).toEqual(keys.toSorted());
        for (const key of keys) {
          const heard = answers
            .filter((_, at) => asks[at]?.key === key)
            .map(({ version, state }) => ({ version, state }));
          expect(new Set(heard.map((each) => JSON.stringify(each))).size).toBe(1);
        }
      }),
      runs,
    );
  });

  it('rule 1: what is ignored was so at some moment after it was asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1), { maxLength: 20 }), faults, async (order, lost) => {
        const { pods, inner } = twoPods([lost, []]);
        const once = (pod: Pod, at: number) =>
          pod.book('b', ({ notes }) =>
            notes.at(-1) === `${at % 3}`
              ? { kind: 'ignored', reason: 'it is the last' }
              : addNote(`${at % 3}`)({ notes, isClosed: false }),
          );
        for (const [at, pod] of order.entries()) {
          await once(pods[pod] as Pod, at);
          expect((await new Pod(inner).streams.read(BookStream, MERCHANT, 'b')).state.notes.at(-1)).toBe(`${at % 3}`);
        }
      }),
      runs,
    );
  });
});
