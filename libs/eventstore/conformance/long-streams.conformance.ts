import { defineStream } from '@entrepot/kernel';
import type { Store } from '../src';
import { streamId, UnreliableStore } from '../src';
import { MERCHANT, Pod, refusalOf, ShelfStream, type OpenStore, type Shelf } from './samples';

/** What holds for ledgers. */
export function describeLongStreams(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name}: long streams`, () => {
    let opened: OpenStore;
    let store: UnreliableStore;

    beforeEach(async () => {
      opened = await open();
      store = new UnreliableStore(opened.store);
    });

    afterEach(() => opened.close());

    const settled = () => Promise.all(store.kept);

    it('rule 9: the short stream named after the cause is what recognises a repeat', async () => {
      const pod = new Pod(store);
      await pod.move('fill', { left: 10 });
      await pod.move('m', { left: -1 });
      const again = await new Pod(store).move('m', { left: -1 });
      expect([again.kind, await pod.pieces('left')]).toEqual(['repeated', 9]);
      const otherCause = await pod.move('m', { left: -1 }, { source: 'http:POST /movements', key: 'another' });
      expect([otherCause.kind, await pod.pieces('left')]).toEqual(['ignored', 9]);
    });

    it('rule 8: a refused movement moves nothing', async () => {
      const pod = new Pod(store);
      await pod.move('fill', { left: 3, right: 1 });
      expect(await refusalOf(pod.move('m', { left: -2, right: -2 }))).toBe('shelf.short');
      expect([await pod.pieces('left'), await pod.pieces('right')]).toEqual([3, 1]);
    });

    it('rule 8: only a group with a decision over several streams is written all or nothing', async () => {
      const pod = new Pod(store);
      await pod.move('fill', { left: 1 });
      expect(store.appends.map(({ atomically }) => atomically)).toEqual([true]);
      await pod.book('b', () => ({ kind: 'ignored', reason: 'no' }));
      expect(store.appends).toHaveLength(1);
    });

    it('rule 8: after two aborts a group is halved', async () => {
      const pod = new Pod(store);
      await pod.move('fill', { left: 100 });
      store.appends.length = 0;
      store.faults.push('aborted', 'aborted', 'aborted');
      await Promise.all(Array.from({ length: 8 }, (_, index) => pod.move(`m${index}`, { left: -1 })));
      expect(store.appends.map(({ records }) => records.length / 2)).toEqual([8, 8, 4, 2, 4, 2]);
      expect(await pod.pieces('left')).toBe(92);
    });

    it('rule 9: a long stream is folded from its newest snapshot', async () => {
      const pod = new Pod(store, { snapshotEvery: 10 });
      for (let move = 0; move < 25; move += 1) await pod.move(`m${move}`, { left: 1 });
      await settled();
      const loads: number[] = [];
      const watching = new Pod(watched(store, loads), { snapshotEvery: 10 });
      const { state, version } = await watching.streams.read(ShelfStream, MERCHANT, 'left');
      expect([state, version, loads]).toEqual([{ pieces: 25, moves: 25 }, 25, [20]]);
      await watching.move('next', { left: 1 });
      expect(await pod.pieces('left')).toBe(26);
    });

    it('rule 9: a snapshot by other code, or of another release, is not used', async () => {
      const pod = new Pod(store, { snapshotEvery: 5, revision: '1' });
      for (let move = 0; move < 5; move += 1) await pod.move(`m${move}`, { left: 1 });
      await settled();
      const Doubled = defineStream<Shelf, { type: 'PiecesMoved'; by: number }>({
        ...ShelfStream,
        evolve: (shelf, event) => ({ pieces: shelf.pieces + 2 * event.by, moves: shelf.moves + 1 }),
      });
      const { state } = await new Pod(store, { revision: '1' }).streams.read(Doubled, MERCHANT, 'left');
      expect(state.pieces).toBe(10);
      const loads: number[] = [];
      await new Pod(watched(store, loads), { revision: '2' }).pieces('left');
      await new Pod(watched(store, loads), { revision: '1' }).pieces('left');
      expect(loads).toEqual([0, 5]);
    });

    it('rule 9: a state that would not come back as it is gets no snapshot', async () => {
      const faults: unknown[] = [];
      const Dated = defineStream<{ at: Date; moves: number }, { type: 'PiecesMoved' }>({
        kind: 'shelf',
        long: true,
        initial: { at: new Date(0), moves: 0 },
        evolve: (shelf) => ({ at: new Date(1), moves: shelf.moves + 1 }),
      });
      const pod = new Pod(store, { snapshotEvery: 1, observer: { fault: (error) => faults.push(error) } });
      await pod.book('b', () => ({ kind: 'decided', events: [], asides: [aside(Dated)] }) as never);
      await settled();
      expect(String(faults[0])).toContain('Date');
      expect(await store.snapshots([{ stream: streamId(MERCHANT, 'shelf', 'left'), fold: 'any' }])).toEqual([
        undefined,
      ]);
    });
  });
}

const aside = (stream: unknown) => ({ stream, key: 'left', events: [{ type: 'PiecesMoved' }] });

/** Notes from which version each stream is loaded. */
function watched(store: Store, loads: number[]): Store {
  const load: Store['load'] = (wanted) => {
    loads.push(...wanted.map(({ after }) => after));
    return store.load(wanted);
  };
  return new Proxy(store, { get: (target, name) => (name === 'load' ? load : Reflect.get(target, name)) as unknown });
}
