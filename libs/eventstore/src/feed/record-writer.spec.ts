import { aRecord as record } from '../../conformance/samples';
import { MemoryRecords } from '../memory/memory-records';
import type { Mark, Numbered } from './numbered';
import { Recent } from './recent';
import { RecordFeed } from './record-feed';
import { FORGOTTEN_AFTER_MS, RecordWriter } from './record-writer';

type Fault = 'lost' | 'half' | 'late';

/** Loses answers of inserts: what arrives of one, and when, is set by each test. */
class LosingRecords extends MemoryRecords {
  fault: Fault | undefined;
  private readonly late: (() => Promise<unknown>)[] = [];

  override async insert(numbered: readonly Numbered[], atomically: boolean) {
    const { fault } = this;
    this.fault = undefined;
    if (fault === undefined) return super.insert(numbered, atomically);
    const arrived = fault === 'half' ? numbered.slice(0, 1) : numbered;
    const land = () => super.insert(arrived, atomically);
    if (fault === 'late') this.late.push(land);
    else await land();
    return { kind: 'unknown', error: new Error('no answer') } as const;
  }

  async landLate(): Promise<void> {
    for (const land of this.late.splice(0)) await land();
  }
}

function world() {
  const records = new LosingRecords();
  const recent = new Recent();
  return { records, recent, writer: new RecordWriter(records, recent), feed: new RecordFeed(records, recent) };
}

/** Follows until so many records were read, without repeats. */
async function follow(
  feed: RecordFeed,
  count: number,
  meanwhile: () => Promise<void>,
  from?: string,
): Promise<string[]> {
  const ended = new AbortController();
  const names: string[] = [];
  const following = (async () => {
    for await (const { entries } of feed.follow(from, { signal: ended.signal, waitMs: 10 })) {
      names.push(...entries.map((each) => `${each.record.key} ${each.record.version}`));
      if (new Set(names).size >= count) return;
    }
  })();
  await meanwhile();
  await following;
  ended.abort();
  return [...new Set(names)];
}

describe('a writer whose write had no answer', () => {
  it.each<Fault>(['lost', 'half', 'late'])('rule 3: leaves nothing out for readers: %s', async (fault) => {
    const { records, writer, feed } = world();
    const names = await follow(feed, 6, async () => {
      await writer.append([record('a', 1)], false);
      records.fault = fault;
      expect((await writer.append([record('a', 2), record('b', 1)], false)).kind).toBe('unknown');
      await records.landLate();
      // Decided again after a new reading: what has landed is not written a second time.
      if (!records.has(record('b', 1)._id)) await writer.append([record('b', 1)], false);
      await writer.append([record('a', 3)], false);
      await writer.append([record('b', 2), record('a', 4)], false);
    });
    expect(names.filter((each) => each.startsWith('a'))).toEqual(['a 1', 'a 2', 'a 3', 'a 4']);
    expect(names.filter((each) => each.startsWith('b'))).toEqual(['b 1', 'b 2']);
  });

  it('rule 3: is read from the database when nothing is written after it', async () => {
    const { records, writer, feed } = world();
    const names = await follow(feed, 2, async () => {
      await writer.append([record('a', 1)], false);
      records.fault = 'late';
      await writer.append([record('a', 2)], false);
      await records.landLate();
    });
    expect(names).toEqual(['a 1', 'a 2']);
  });
});

describe('a reader that falls behind what is kept in memory', () => {
  it('rule 10: reads the rest from the database', async () => {
    const { writer, feed } = world();
    const many = Array.from({ length: 12_000 }, (_, index) => record(`k${index}`, 1));
    const names = await follow(feed, many.length, async () => {
      for (let from = 0; from < many.length; from += 3_000) await writer.append(many.slice(from, from + 3_000), false);
    });
    expect(names).toHaveLength(many.length);
  });
});

describe('a reader with nothing to read', () => {
  it('rests', async () => {
    const { recent, writer, feed } = world();
    const rest = jest.spyOn(recent, 'wait');
    await writer.append([record('a', 1)], false);
    let turns = 0;
    for await (const { entries } of feed.follow(undefined, { waitMs: 100 })) {
      if (entries.length === 0 && (turns += 1) === 3) break;
    }
    expect(rest.mock.calls.length).toBeLessThan(20);
  });
});

/** Shows records as a server does that has just become the primary and does not know yet what a majority has. */
class ForgetfulRecords extends MemoryRecords {
  shown = Infinity;

  override async beyond(marks: readonly Mark[], limit: number) {
    const { shown } = this;
    return (await super.beyond(marks, limit)).filter(({ mark }) => mark[1] <= shown);
  }

  override async heads(writers: readonly number[]) {
    const { shown } = this;
    return (await super.heads(writers)).map(([writer, last]) => [writer, Math.min(last, shown)] as const);
  }
}

/** Follows the feed until the second record of `a` comes, for two seconds at most; `looked` hears after each look how many brought nothing so far. */
async function readToSecond(feed: RecordFeed, looked: (empty: number) => Promise<void>): Promise<string[]> {
  const ended = new AbortController();
  setTimeout(() => ended.abort(), 2_000).unref();
  const names: string[] = [];
  let empty = 0;
  for await (const { entries } of feed.follow(undefined, { signal: ended.signal, waitMs: 10 })) {
    names.push(...entries.map((each) => `${each.record.key} ${each.record.version}`));
    empty += entries.length === 0 ? 1 : 0;
    await looked(empty);
    if (names.includes('a 2')) break;
  }
  return names;
}

describe('a writer that has left', () => {
  it('rule 10: is read to its last record, though a new primary does not show that yet', async () => {
    const records = new ForgetfulRecords();
    const stranger = new RecordWriter(records, new Recent());
    const feed = new RecordFeed(records, new Recent());
    await stranger.append([record('a', 1)], false);
    const names = await readToSecond(feed, async (empty) => {
      if (empty === 1) {
        records.shown = 1;
        await stranger.append([record('a', 2)], false);
        await stranger.leave();
      } else if (empty === 3) records.shown = Infinity;
    });
    expect([...new Set(names)]).toEqual(['a 1', 'a 2']);
  });

  it('is not looked for by who begins at the end: it has said what its last record is', async () => {
    const records = new MemoryRecords();
    for (const key of ['a', 'b']) {
      const writer = new RecordWriter(records, new Recent());
      await writer.append([record(key, 1)], false);
      if (key === 'a') await writer.leave();
    }
    const heads = jest.spyOn(records, 'heads');
    const here = await new RecordFeed(records, new Recent()).here();
    expect(heads.mock.calls).toEqual([[[2]]]);
    expect(JSON.parse(here)).toMatchObject({ marks: { 1: 1, 2: 1 } });
  });
});

/** Counts writers of before a moment as old. */
class AgingRecords extends MemoryRecords {
  agedMs = 0;
  private oldest = 0;

  age(ms: number, oldest: number): void {
    [this.agedMs, this.oldest] = [ms, oldest];
  }

  override async writers(lowest: number) {
    const writers = await super.writers(lowest);
    return writers.map((each) => (each.writer <= this.oldest ? { ...each, ageMs: this.agedMs } : each));
  }
}

describe('a process whose machine was suspended for days', () => {
  afterEach(() => jest.restoreAllMocks());

  it('rule 10: writes as another writer afterwards, since readers take the one of before for dead', async () => {
    const records = new AgingRecords();
    const writer = new RecordWriter(records, new Recent());
    const feed = new RecordFeed(records, new Recent());
    await writer.append([record('a', 1)], false);
    const names = await readToSecond(feed, async (empty) => {
      if (empty === 1) {
        // The monotonic clock stood still with the machine.
        const now = Date.now();
        jest.spyOn(Date, 'now').mockImplementation(() => now + 3 * FORGOTTEN_AFTER_MS);
        records.age(3 * FORGOTTEN_AFTER_MS, 1);
      } else if (empty === 3) await writer.append([record('a', 2)], false);
    });
    expect([...new Set(names)]).toEqual(['a 1', 'a 2']);
  });
});

describe('a record that follows one of another writer', () => {
  it('rule 10: names it, though very much is read while the place of others is asked for', async () => {
    const records = new MemoryRecords();
    const stranger = new RecordWriter(records, new Recent());
    await stranger.append([record('a', 1), record('b', 1)], false);
    const writer = new RecordWriter(records, new Recent());
    writer.saw({ record: record('a', 1), mark: [1, 1] });
    const marksOf = records.marksOf.bind(records);
    records.marksOf = (ids) => {
      for (let index = 0; index < 25_000; index += 1) writer.saw({ record: record(`k${index}`, 1), mark: [1, 3] });
      return marksOf(ids);
    };
    await writer.append([record('a', 2), record('b', 2)], false);
    expect((await records.beyond([[2, 0]], 10)).map(({ after }) => after)).toEqual([
      [1, 1],
      [1, 2],
    ]);
  });
});
