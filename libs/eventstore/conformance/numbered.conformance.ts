import type { CommitRecord, FeedBatch, Store } from '../src';
import { aRecord as record } from './samples';

/** Stores of several processes on one database. */
export interface SharedStores {
  /** The store of another process. */
  open(): Promise<Store>;
  close(): Promise<void>;
}

/** What a feed promises when several processes write. */
export function describeWriters(name: string, share: () => Promise<SharedStores>): void {
  describe(`${name}: several writers`, () => {
    let shared: SharedStores;
    const stop: AbortController[] = [];

    beforeEach(async () => {
      shared = await share();
    });

    afterEach(async () => {
      stop.splice(0).forEach((each) => each.abort());
      await shared.close();
    });

    const write = async (store: Store, ...records: CommitRecord[]) => {
      expect(await store.append(records, false)).toEqual({ kind: 'written' });
    };

    const name = ({ record: each }: FeedBatch['entries'][number]) => `${each.key} ${each.version}`;

    /** Reads until an empty batch says that this was all. */
    const readAll = async (store: Store, from?: string) => {
      const ended = new AbortController();
      stop.push(ended);
      const names: string[] = [];
      for await (const batch of store.feed(from, { signal: ended.signal, waitMs: 0 })) {
        names.push(...batch.entries.map(name));
        if (batch.entries.length === 0) return { names, position: batch.position };
      }
      throw new Error('the feed ended by itself');
    };

    it('rule 10: an empty batch means that nothing was left, whoever wrote it', async () => {
      const [a, b] = [await shared.open(), await shared.open()];
      const { position } = await readAll(a);
      for (let at = 1; at <= 5; at += 1) {
        await write(b, record(`b${at}`, 1));
        await write(a, record(`a${at}`, 1));
      }
      const { names, position: next } = await readAll(a, position);
      expect(names.toSorted()).toEqual([1, 2, 3, 4, 5].flatMap((at) => [`a${at} 1`, `b${at} 1`]).toSorted());
      expect((await readAll(b, next)).names).toEqual([]);
    });

    it('rule 10: a stream that goes from writer to writer comes in order, to each reader', async () => {
      const stores = [await shared.open(), await shared.open(), await shared.open()];
      const { position } = await readAll(stores[0]!);
      for (let version = 1; version <= 30; version += 1) {
        const store = stores[version % 3]!;
        // As a decision does: what is known of the stream is read first.
        await store.load([{ stream: 'm/book/s', after: version > 5 ? version - 5 : 0 }]);
        await write(store, record(`own${version}`, 1), record('s', version));
      }
      for (const reader of [...stores, await shared.open()]) {
        for (const from of [position, undefined]) {
          const { names } = await readAll(reader, from);
          const versions = names.filter((each) => each.startsWith('s ')).map((each) => Number(each.slice(2)));
          expect(versions).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
          expect(new Set(names).size).toBe(60);
        }
      }
    });

    it('rule 10: a writer that nobody knew is waited for when another one builds on what it wrote', async () => {
      const [reader, stranger, next] = [await shared.open(), await shared.open(), await shared.open()];
      await write(reader, record('x', 1));
      const ended = new AbortController();
      stop.push(ended);
      const names: string[] = [];
      const following = (async () => {
        for await (const { entries } of reader.feed(undefined, { signal: ended.signal })) {
          names.push(...entries.map(name));
          if (names.includes('x 4')) return;
        }
      })();
      while (!names.includes('x 1')) await new Promise((resolve) => setTimeout(resolve, 5));
      await write(stranger, record('x', 2));
      await write(next, record('x', 3));
      await write(reader, record('x', 4));
      await following;
      expect(names).toEqual(['x 1', 'x 2', 'x 3', 'x 4']);
    });

    it('rule 10: a process that comes later goes on from a stored position', async () => {
      const first = await shared.open();
      await write(first, record('a', 1), record('a', 2));
      const { position } = await readAll(first);
      await write(first, record('a', 3));
      await first.leave();
      const second = await shared.open();
      await write(second, record('a', 4));
      const read = await readAll(second, position);
      expect(read.names).toEqual(['a 3', 'a 4']);
      await second.leave();
      expect((await readAll(await shared.open(), read.position)).names).toEqual([]);
    });

    it('rule 10: a position of an unknown form begins anew, and repeats rather than leaves out', async () => {
      const store = await shared.open();
      await write(store, record('a', 1));
      expect((await readAll(store, '{"token":{"_data":"82"}}')).names).toEqual(['a 1']);
    });

    it('rule 10: nothing is left out between a position and a scan that begins after it', async () => {
      const [a, b] = [await shared.open(), await shared.open()];
      await write(a, record('a', 1));
      await write(b, record('b', 1));
      const position = await a.here();
      await write(b, record('b', 2));
      expect((await a.scan(undefined, 10)).map(({ _id }) => _id)).toHaveLength(3);
      expect((await readAll(a, position)).names).toEqual(['b 2']);
    });

    it('rule 2: writes of one process at once have no numbers in common, and leave none out', async () => {
      const store = await shared.open();
      await write(store, record('taken', 1));
      const { position } = await readAll(store);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          store.append(at % 3 === 0 ? [record(`w${at}`, 1), record('taken', 1)] : [record(`w${at}`, 1)], false),
        ),
      );
      expect(outcomes.filter(({ kind }) => kind === 'duplicate')).toHaveLength(7);
      const { names } = await readAll(await shared.open(), position);
      expect(names).toHaveLength(20);
    });
  });
}
