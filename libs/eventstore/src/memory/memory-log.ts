import type { Log, LogBatch, ScanPage, Token } from '../feed/log';
import type { CommitRecord } from '../records';
import type { FeedOptions } from '../store';

const SCANNED_AT_ONCE = 1_000;

class RolledOver extends Error {}

/** Every record in the order of insertion, and those who follow it. A place is the count of records before it. */
export class MemoryLog implements Log {
  private readonly records: CommitRecord[] = [];
  private readonly sleepers = new Set<() => void>();
  private forgotten = 0;

  add(record: CommitRecord): void {
    this.records.push(record);
    for (const wake of this.sleepers) wake();
  }

  /** Forgets what was added so far; the records themselves stay. */
  rollOver(): void {
    this.forgotten = this.records.length;
  }

  async here(): Promise<Token> {
    return this.records.length;
  }

  async *tail(after: Token, { signal, batch = 1_000, waitMs = 1_000 }: FeedOptions): AsyncGenerator<LogBatch> {
    let place = after as number;
    while (!signal?.aborted) {
      if (place < this.forgotten) throw new RolledOver('the log begins after this place');
      if (this.records.length === place) await this.more(waitMs, signal);
      if (signal?.aborted) return;
      const found = this.records.slice(place, place + batch);
      const first = place;
      place += found.length;
      yield {
        entries: found.map((record, index) => ({ record: copy(record), token: first + index + 1 })),
        token: place,
      };
    }
  }

  async scan(after: string, since = ''): Promise<ScanPage> {
    const found = this.records.filter(({ _id, at }) => _id > after && at >= since);
    const records = found.sort((a, b) => (a._id < b._id ? -1 : 1)).slice(0, SCANNED_AT_ONCE);
    const last = records.length === SCANNED_AT_ONCE ? records.at(-1) : undefined;
    return { records: records.map(copy), ...(last && { next: last._id }) };
  }

  hasRolledOver(error: unknown): boolean {
    return error instanceof RolledOver;
  }

  private more(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
    if (waitMs === 0) return new Promise((resolve) => setImmediate(resolve));
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake(), waitMs).unref();
      const wake = () => {
        clearTimeout(timer);
        this.sleepers.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }
}

function copy(record: CommitRecord): CommitRecord {
  return JSON.parse(JSON.stringify(record)) as CommitRecord;
}
