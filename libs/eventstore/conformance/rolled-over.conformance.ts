import { recordId, type CommitRecord, type FeedBatch, type Store } from '../src';

/** A store whose log can be made to forget. */
export interface RollingStore {
  readonly store: Store;
  /** The log forgets all that was committed by now. */
  rollOver(): Promise<void>;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;

/** What becomes of a feed whose place has left the log. */
export function describeRolledOver(name: string, open: () => Promise<RollingStore>): void {
  describe(`${name}: a log that has rolled over`, () => {
    let opened: RollingStore;
    let store: Store;
    const stop: AbortController[] = [];

    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    }, 120_000);

    afterEach(() => stop.splice(0).forEach((each) => each.abort()));
    afterAll(() => opened.close());

    const record = (key: string, version: number, agoMs = 0): CommitRecord => ({
      _id: recordId(`m/book/${key}`, version),
      merchantId: 'm',
      kind: 'book',
      key,
      version,
      at: new Date(Date.now() - agoMs).toISOString(),
      cause: { source: 'test' },
      events: [],
    });

    const write = async (...records: CommitRecord[]) => {
      for (const each of records) expect(await store.append([each], false)).toEqual({ kind: 'written' });
    };

    /** Reads until an empty batch says that this was all. The newest record may come again: told once. */
    const readAll = async (from: string | undefined, between?: (batch: FeedBatch) => Promise<void>) => {
      const ended = new AbortController();
      stop.push(ended);
      const ids: string[] = [];
      const troubles: boolean[] = [];
      let position = from;
      const trouble = (_: unknown, rolledOver: boolean) => void troubles.push(rolledOver);
      for await (const batch of store.feed(from, { signal: ended.signal, waitMs: 50, trouble })) {
        if (batch.entries.length === 0) return { ids: [...new Set(ids)], troubles, position };
        ids.push(...batch.entries.map((entry) => `${entry.record.key} ${entry.record.version}`));
        position = batch.position;
        await between?.(batch);
      }
      throw new Error('the feed ended by itself');
    };

    it('rule 10: a reader whose place is gone gets what is newer than it by a scan, then what comes', async () => {
      await write(record('a', 1, 3 * HOUR_MS), record('a', 2), record('b', 1));
      const before = await readAll(undefined);
      expect(before.ids).toEqual(['a 1', 'a 2', 'b 1']);
      await write(record('b', 2), record('a', 3), record('c', 1));
      await opened.rollOver();
      const after = await readAll(before.position);
      // Those of the last hour before the place come again; "a 1" is older and known to be handed out.
      expect(after).toMatchObject({ ids: ['a 2', 'a 3', 'b 1', 'b 2', 'c 1'], troubles: [true] });
      await write(record('c', 2));
      expect(await readAll(after.position)).toMatchObject({ ids: ['c 2'], troubles: [] });
    }, 60_000);

    it('rule 10: what is committed while the scan runs is handed out, the records of a stream in order', async () => {
      const lost = (await readAll(undefined)).position;
      await write(record('d', 1), record('e', 1));
      await opened.rollOver();
      let once = true;
      const { ids } = await readAll(lost, async () => {
        if (!once) return;
        once = false;
        await write(record('a', 4), record('d', 2), record('f', 1));
      });
      for (const each of ['a 4', 'd 1', 'd 2', 'e 1', 'f 1']) expect(ids).toContain(each);
      expect(ids.filter((id) => id.startsWith('d'))).toEqual(['d 1', 'd 2']);
    }, 60_000);

    it('rule 10: a log that forgets the new place too, while the scan runs, is caught up with all the same', async () => {
      const lost = (await readAll(undefined)).position;
      await write(record('g', 1));
      await opened.rollOver();
      let times = 2;
      const { ids, troubles } = await readAll(lost, async () => {
        if (times === 0) return;
        times -= 1;
        await write(record('g', 3 - times));
        await opened.rollOver();
      });
      expect(ids).toContain('g 3');
      const versions = ids.filter((id) => id.startsWith('g')).map((id) => Number(id.slice(2)));
      for (let at = 1; at < versions.length; at += 1) {
        expect(versions.slice(0, at)).toEqual(expect.arrayContaining(range(1, versions[at]! - 1)));
      }
      expect(troubles.length).toBeGreaterThanOrEqual(2);
    }, 120_000);

    it('rule 10: a process that dies in the middle of the scan goes on from the last position it stored', async () => {
      const lost = (await readAll(undefined)).position;
      await write(record('h', 1), record('i', 1));
      await opened.rollOver();
      const ended = new AbortController();
      stop.push(ended);
      let middle: string | undefined;
      for await (const { entries } of store.feed(lost, { signal: ended.signal })) {
        middle = entries.find((entry) => entry.record.key === 'h')?.position;
        break;
      }
      expect(middle).toBeDefined();
      const { ids, troubles } = await readAll(middle);
      expect(ids).toContain('i 1');
      expect(ids).not.toContain('h 1');
      expect(troubles).toEqual([]);
    }, 60_000);
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
