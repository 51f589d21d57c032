import type { mongo } from 'mongoose';
import type { Numbered } from '../feed/numbered';
import type { CommitRecord } from '../records';
import type { Head, Wanted } from '../store';
import { recordId, streamOf } from '../stream-id';
import { MAJORITY } from './collections';
import { fromKept, type KeptRecord } from './kept-record';
import type { PrimaryTerm } from './primary-term';
import { within } from './within';

/** Versions looked for by id in the second round; most streams end there. */
const NEXT_VERSIONS = 8;
const IDS_AT_ONCE = 2_000;
const RANGES_AT_ONCE = 50;

interface Search {
  readonly wanted: Wanted;
  readonly found: KeptRecord[];
}

/**
 * Reads many streams with few queries. Looking up ids costs a fifth of looking up ranges, and most streams that are asked
 * for have nothing new: first the one next version of each, then the next few of those that have it, then ranges.
 */
export class RecordReader {
  constructor(
    private readonly records: mongo.Collection<KeptRecord>,
    private readonly term: PrimaryTerm,
    private readonly answerMs: number,
    /** Told the newest record of each stream that is loaded. */
    private readonly saw: (newest: Numbered) => void,
  ) {}

  async load(wanted: readonly Wanted[]): Promise<CommitRecord[][]> {
    const searches = wanted.map((each) => ({ wanted: each, found: [] }));
    const left = await this.byIds(searches, 1);
    const long = await this.byIds(left, NEXT_VERSIONS);
    for (let from = 0; from < long.length; from += RANGES_AT_ONCE) {
      await this.byRanges(long.slice(from, from + RANGES_AT_ONCE));
    }
    return searches.map(({ found }) => {
      const numbered = found.map(fromKept);
      const newest = numbered.at(-1);
      if (newest !== undefined) this.saw(newest);
      return numbered.map(({ record }) => record);
    });
  }

  async moved(heads: readonly Head[]): Promise<ReadonlySet<string>> {
    const ids = heads.map(({ stream, version }) => recordId(stream, version + 1));
    const found = await this.find(ids, { _id: 1 });
    return new Set(found.map(streamOf));
  }

  async scan(after: string, limit: number): Promise<CommitRecord[]> {
    const options = { ...MAJORITY, batchSize: limit + 1 };
    const found = await this.answer(() =>
      this.records
        .find({ _id: { $gt: after } }, options)
        .sort({ _id: 1 })
        .limit(limit),
    );
    return found.map((kept) => fromKept(kept).record);
  }

  /** Looks for the next versions of each; returns the searches that may have more. */
  private async byIds(searches: readonly Search[], count: number): Promise<Search[]> {
    const sought = new Map(searches.map((search) => [search, nextIds(search, count)] as const));
    const found = await this.find([...sought.values()].flat());
    const byId = new Map(found.map((record) => [record._id, record]));
    const left: Search[] = [];
    for (const [search, ids] of sought) {
      const records = ids.flatMap((id) => byId.get(id) ?? []);
      search.found.push(...records);
      if (records.length === count && !isComplete(search)) left.push(search);
    }
    return left;
  }

  private async find(ids: readonly string[], projection?: { _id: 1 }): Promise<KeptRecord[]> {
    const found: KeptRecord[][] = [];
    for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
      const $in = ids.slice(from, from + IDS_AT_ONCE);
      const options = { ...MAJORITY, projection, batchSize: IDS_AT_ONCE + 1 };
      found.push(await this.answer(() => this.records.find({ _id: { $in } }, options)));
    }
    return found.flat();
  }

  private async byRanges(searches: readonly Search[]): Promise<void> {
    const limit = searches.length === 1 ? rest(searches[0] as Search) : Infinity;
    const found = await this.answer(() => {
      const cursor = this.records
        .find({ $or: searches.map(range) }, { ...MAJORITY, batchSize: 1_000 })
        .sort({ _id: 1 });
      return Number.isFinite(limit) ? cursor.limit(limit) : cursor;
    });
    const byStream = new Map<string, Search[]>();
    for (const search of searches) {
      byStream.set(search.wanted.stream, [...(byStream.get(search.wanted.stream) ?? []), search]);
    }
    for (const record of found) {
      for (const search of byStream.get(streamOf(record)) ?? []) {
        if (!isComplete(search) && record.version === reached(search) + 1) search.found.push(record);
      }
    }
  }

  private answer<T>(cursor: () => mongo.FindCursor<T>): Promise<T[]> {
    return this.term.read(() => within(this.answerMs, cursor().toArray()));
  }
}

function reached({ wanted, found }: Search): number {
  return wanted.after + found.length;
}

function rest({ wanted: { limit = Infinity }, found }: Search): number {
  return limit - found.length;
}

function isComplete(search: Search): boolean {
  return rest(search) <= 0 || reached(search) >= (search.wanted.upTo ?? Infinity);
}

function nextIds(search: Search, count: number): string[] {
  const from = reached(search) + 1;
  const to = Math.min(from + count - 1, search.wanted.upTo ?? Infinity, reached(search) + rest(search));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => recordId(search.wanted.stream, from + index));
}

function range(search: Search): { _id: { $gt: string; $lt: string } } {
  const { stream, upTo = Infinity } = search.wanted;
  // '0' is the character after the slash that separates the version.
  const $lt = Number.isFinite(upTo) ? recordId(stream, upTo + 1) : `${stream}0`;
  return { _id: { $gt: recordId(stream, reached(search)), $lt } };
}
