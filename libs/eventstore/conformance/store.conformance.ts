import type { CommitRecord, FeedBatch, FeedEntry, Store } from '../src';
import { recordId, streamId } from '../src';
import type { OpenStore } from './samples';

const stream = (key: string): string => streamId('m', 'book', key);

const record = (key: string, version: number, more: Partial<CommitRecord> = {}): CommitRecord => ({
  _id: recordId(stream(key), version),
  merchantId: 'm',
  kind: 'book',
  key,
  version,
  at: '2024-05-01T10:00:00.000Z',
  cause: { source: 'http:POST /books', key: `${key}-${version}` },
  events: [{ type: 'NoteAdded', note: `${key} ${version}` } as never],
  ...more,
});

const upTo = (key: string, count: number): CommitRecord[] =>
  Array.from({ length: count }, (_, index) => record(key, index + 1));

/** The first so many records of a feed, without repeats. */
async function take(feed: AsyncIterable<FeedBatch>, count: number): Promise<FeedEntry[]> {
  const taken = new Map<string, FeedEntry>();
  for await (const { entries } of feed) {
    for (const entry of entries) if (!taken.has(entry.record._id)) taken.set(entry.record._id, entry);
    if (taken.size >= count) break;
  }
  return [...taken.values()];
}

/** What every store guarantees. */
export function describeStore(name: string, open: () => Promise<OpenStore>): void {
  describe(`${name} as a store`, () => {
    let opened: OpenStore;
    let store: Store;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });

    afterEach(() => opened.close());

    it('gives back what was appended, in order, per stream', async () => {
      expect(await store.append([...upTo('a', 2), ...upTo('b', 1)], false)).toEqual({ kind: 'written' });
      const [a, b, none] = await store.load([
        { stream: stream('a'), after: 0 },
        { stream: stream('b'), after: 0 },
        { stream: stream('none'), after: 0 },
      ]);
      expect(a).toEqual(upTo('a', 2));
      expect(b).toEqual([record('b', 1)]);
      expect(none).toEqual([]);
    });

    it('loads from a version, up to a version, and at most so many, of short and long streams', async () => {
      await store.append(upTo('a', 40), false);
      await store.append(upTo('ab', 12), false);
      const [all, tail, middle, few, other] = await store.load([
        { stream: stream('a'), after: 0 },
        { stream: stream('a'), after: 38 },
        { stream: stream('a'), after: 3, upTo: 20 },
        { stream: stream('a'), after: 1, limit: 15 },
        { stream: stream('ab'), after: 0 },
      ]);
      expect(all?.map(({ version }) => version)).toEqual(upTo('a', 40).map(({ version }) => version));
      expect(tail?.map(({ version }) => version)).toEqual([39, 40]);
      expect(middle?.map(({ version }) => version)).toEqual(Array.from({ length: 17 }, (_, index) => index + 4));
      expect(few?.map(({ version }) => version)).toEqual(Array.from({ length: 15 }, (_, index) => index + 2));
      expect(other).toHaveLength(12);
    });

    it('rule 7: streams whose names could run into each other stay apart', async () => {
      const names = ['a', 'a/b', 'a#1', 'a%2Fb', 'ä', 'a.b', 'a b', '0'];
      await store.append(
        names.flatMap((key) => upTo(key, 10)),
        false,
      );
      const loaded = await store.load(names.map((key) => ({ stream: stream(key), after: 0 })));
      expect(loaded.map((records) => [...new Set(records.map(({ key }) => key))])).toEqual(names.map((key) => [key]));
      expect(loaded.every((records) => records.length === 10)).toBe(true);
    });

    it('rule 2: stops at the first version that exists and keeps what came before', async () => {
      await store.append(upTo('a', 1), false);
      const outcome = await store.append([record('b', 1), record('a', 1), record('c', 1)], false);
      expect(outcome).toEqual({ kind: 'duplicate', written: 1 });
      const [b, c] = await store.load([
        { stream: stream('b'), after: 0 },
        { stream: stream('c'), after: 0 },
      ]);
      expect([b?.length, c?.length]).toEqual([1, 0]);
    });

    it('rule 8: writes all or nothing if asked to', async () => {
      expect(await store.append([record('a', 1), record('b', 1)], true)).toEqual({ kind: 'written' });
      expect(await store.append([record('c', 1), record('a', 1)], true)).toEqual({ kind: 'aborted' });
      expect(await store.append([record('c', 1), record('a', 2)], true)).toEqual({ kind: 'written' });
      const [a, c] = await store.load([
        { stream: stream('a'), after: 0 },
        { stream: stream('c'), after: 0 },
      ]);
      expect([a?.length, c?.length]).toEqual([2, 1]);
    });

    it('rule 2: of two that write the same version at once, one wins', async () => {
      const tries = Array.from({ length: 8 }, (_, index) => record('a', 1, { at: `2024-05-01T10:00:0${index}.000Z` }));
      const outcomes = await Promise.all(tries.map((each) => store.append([each], false)));
      expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'duplicate')).toHaveLength(7);
    });

    it('tells which streams have moved', async () => {
      await store.append([...upTo('a', 3), ...upTo('b', 1)], false);
      const heads = [
        { stream: stream('a'), version: 2 },
        { stream: stream('b'), version: 1 },
        { stream: stream('c'), version: 0 },
      ];
      expect([...(await store.moved(heads))]).toEqual([stream('a')]);
    });

    it('keeps events as they are: nested, empty, large numbers, odd field names', async () => {
      const event = {
        type: 'Odd',
        nested: { list: [1, 2.5, -3, [], [{ a: null }]], empty: {}, 'a.b': 1, $set: { x: true } },
        large: Number.MAX_SAFE_INTEGER,
        text: 'ä€😀\u0000"\\',
      };
      await store.append([record('a', 1, { events: [event] })], false);
      const [[loaded] = []] = await store.load([{ stream: stream('a'), after: 0 }]);
      expect(loaded?.events).toEqual([event]);
    });

    it('leaves out fields without a value', async () => {
      const events = [{ type: 'Odd', there: 1, absent: undefined }];
      await store.append([record('a', 1, { events, cause: { source: 'x', key: 'k', hash: undefined } })], false);
      const [[loaded] = []] = await store.load([{ stream: stream('a'), after: 0 }]);
      expect(JSON.stringify(loaded?.events)).toBe('[{"type":"Odd","there":1}]');
      expect(Object.keys(loaded?.cause ?? {})).toEqual(['source', 'key']);
    });

    it('rule 9: keeps the newest snapshot per fold, and never changes one', async () => {
      const snapshot = { stream: stream('a'), fold: 'f1', version: 100, state: { pieces: 3, 'a.b': [1] } };
      await store.keepSnapshots([snapshot, { ...snapshot, version: 200, state: { pieces: 5 } }]);
      await store.keepSnapshots([{ ...snapshot, version: 200, state: { pieces: 6 } }]);
      const [newest, otherFold, otherStream] = await store.snapshots([
        { stream: stream('a'), fold: 'f1' },
        { stream: stream('a'), fold: 'f2' },
        { stream: stream('ab'), fold: 'f1' },
      ]);
      expect(newest).toEqual({ ...snapshot, version: 200, state: { pieces: 5 } });
      expect([otherFold, otherStream]).toEqual([undefined, undefined]);
    });

    it('scans all records by id', async () => {
      await store.append([...upTo('b', 2), ...upTo('a', 2)], false);
      const first = await store.scan(undefined, 3);
      const second = await store.scan(first.at(-1)?._id, 3);
      expect([...first, ...second].map(({ _id }) => _id)).toEqual(
        [...upTo('a', 2), ...upTo('b', 2)].map(({ _id }) => _id),
      );
    });

    it('rule 10: the feed begins with all there is and goes on with what comes', async () => {
      await store.append(upTo('a', 3), false);
      const feed = take(store.feed(), 5);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await store.append([record('a', 4), record('b', 1)], true);
      const taken = await feed;
      expect(taken.map((entry) => entry.record)).toEqual([...upTo('a', 4), record('b', 1)]);
    });

    it('rule 10: the feed resumes after any batch, and repeats rather than leaves out', async () => {
      await store.append(upTo('a', 5), false);
      const versions = ({ entries }: FeedBatch) => entries.map((entry) => entry.record.version);
      for await (const _ of store.feed(await store.here(), { waitMs: 0 })) break;
      const start = await store.here();
      await store.append(
        [6, 7, 8, 9].map((version) => record('a', version)),
        false,
      );
      for await (const batch of store.feed(start, { batch: 2 })) {
        expect(versions(batch)).toEqual([6, 7]);
        await store.append([record('a', 10)], false);
        const rest = await take(store.feed(batch.position), 3);
        expect(rest.map((entry) => entry.record.version)).toEqual([8, 9, 10]);
        break;
      }
    });

    it('rule 10: the feed gives the records of a stream in order while several writers append', async () => {
      const running = take(store.feed(), 60);
      await Promise.all(
        ['a', 'b', 'c'].map(async (key) => {
          for (const each of upTo(key, 20)) await store.append([each], false);
        }),
      );
      const taken = await running;
      for (const key of ['a', 'b', 'c']) {
        const versions = taken.filter((entry) => entry.record.key === key).map((entry) => entry.record.version);
        expect(versions).toEqual(versions.toSorted((a, b) => a - b));
        expect(new Set(versions).size).toBe(20);
      }
    });

    it('the feed ends when it is told to', async () => {
      const stop = new AbortController();
      const seen: number[] = [];
      const following = (async () => {
        for await (const { entries } of store.feed(undefined, { signal: stop.signal })) seen.push(entries.length);
      })();
      await store.append(upTo('a', 1), false);
      while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      const started = performance.now();
      stop.abort();
      await following;
      expect(performance.now() - started).toBeLessThan(900);
    });
  });
}
