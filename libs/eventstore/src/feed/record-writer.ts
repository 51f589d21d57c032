import { RecentMap } from '../recent-map';
import type { CommitRecord } from '../records';
import type { AppendOutcome } from '../store';
import { recordId, streamOf } from '../stream-id';
import type { Mark, Numbered, NumberedRecords } from './numbered';
import type { Recent } from './recent';

const HOUR_MS = 3_600_000;
/** A writer gets a new id in time, so that one which has been silent for `FORGOTTEN_AFTER_MS` can be taken for dead. */
const RENEWED_AFTER_MS = 6 * HOUR_MS;
export const FORGOTTEN_AFTER_MS = 24 * HOUR_MS;
const KNOWN_STREAMS = 10_000;

interface Head {
  readonly version: number;
  readonly mark: Mark;
}

/**
 * Numbers what this process writes. One write at a time; after one whose outcome is unknown the process goes on as another
 * writer, because nobody can say which numbers are taken. A record whose predecessor in the stream is by another writer names
 * that one's mark, so that whoever reads by numbers can put it behind.
 */
export class RecordWriter {
  private writer: number | undefined;
  private registered: Moment = { elapsed: 0, told: 0 };
  private written = 0;
  private last: Promise<unknown> = Promise.resolve();
  /** The newest record known of a stream. */
  private readonly heads = new RecentMap<Head>(KNOWN_STREAMS);

  constructor(
    private readonly records: NumberedRecords,
    private readonly recent: Recent,
  ) {}

  append(records: readonly CommitRecord[], atomically: boolean): Promise<AppendOutcome> {
    const done = this.last.then(() => this.write(records, atomically));
    this.last = done;
    return done;
  }

  /** Remembers who wrote the newest record of a stream; saves asking for it later. */
  saw({ record, mark }: Numbered): void {
    this.heads.set(streamOf(record), { version: record.version, mark });
  }

  /** Nothing is written after this. */
  async leave(): Promise<void> {
    await this.last;
    const { writer } = this;
    this.writer = undefined;
    if (writer !== undefined) await this.records.leave([writer, this.written]);
  }

  private async write(records: readonly CommitRecord[], atomically: boolean): Promise<AppendOutcome> {
    let numbered: Numbered[];
    try {
      numbered = await this.number(records);
    } catch (error) {
      return { kind: 'away', error: error instanceof Error ? error : new Error(String(error)) };
    }
    const outcome = await this.records.insert(numbered, atomically);
    this.settle(numbered, outcome);
    return outcome;
  }

  private settle(numbered: readonly Numbered[], outcome: AppendOutcome): void {
    if (outcome.kind === 'unknown') {
      this.writer = undefined;
      return this.recent.reset();
    }
    const count = outcome.kind === 'written' ? numbered.length : 'written' in outcome ? outcome.written : 0;
    const landed = numbered.slice(0, count);
    this.written += landed.length;
    for (const each of landed) this.saw(each);
    this.recent.push(landed);
  }

  private async number(records: readonly CommitRecord[]): Promise<Numbered[]> {
    const writer = await this.writing();
    const followed = records.filter(({ version }) => version > 1);
    // Noted before anything is waited for: meanwhile what is known may be forgotten.
    const marks = new Map(followed.flatMap((record) => this.known(record)));
    const asked = followed.map(previousId).filter((id) => !marks.has(id));
    if (asked.length > 0) for (const [id, mark] of await this.records.marksOf(asked)) marks.set(id, mark);
    const own = new Set<string>();
    return records.map((record, index) => {
      const before = own.has(previousId(record)) ? undefined : marks.get(previousId(record));
      own.add(record._id);
      const mark = [writer, this.written + index + 1] as const;
      return before === undefined || before[0] === writer ? { record, mark } : { record, mark, after: before };
    });
  }

  private async writing(): Promise<number> {
    const now = moment();
    if (this.writer !== undefined && isYoung(this.registered, now)) return this.writer;
    const writer = await this.records.register();
    if (this.writer !== undefined) await this.records.leave([this.writer, this.written]);
    [this.writer, this.registered, this.written] = [writer, now, 0];
    return writer;
  }

  /** The mark of the record before this one, by its id, if this process knows it. */
  private known(record: CommitRecord): [id: string, mark: Mark][] {
    const head = this.heads.get(streamOf(record));
    return head?.version === record.version - 1 ? [[previousId(record), head.mark]] : [];
  }
}

/** By two clocks: the monotonic one stands still with a machine that is suspended, the other one can be set back. */
interface Moment {
  readonly elapsed: number;
  readonly told: number;
}

function moment(): Moment {
  return { elapsed: performance.now(), told: Date.now() };
}

function isYoung(since: Moment, now: Moment): boolean {
  return Math.max(now.elapsed - since.elapsed, now.told - since.told) < RENEWED_AFTER_MS;
}

function previousId(record: CommitRecord): string {
  return recordId(streamOf(record), record.version - 1);
}
