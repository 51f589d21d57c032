import type { CommitRecord } from '../records';
import type { FeedBatch, FeedOptions } from '../store';

/** Every record in the order of insertion, and those who follow it. A position is the count of records before it. */
export class MemoryFeed {
  private readonly records: CommitRecord[] = [];
  private readonly sleepers = new Set<() => void>();

  add(record: CommitRecord): void {
    this.records.push(record);
    for (const wake of this.sleepers) wake();
  }

  async *follow(after: string | undefined, { signal, batch = 1_000 }: FeedOptions): AsyncGenerator<FeedBatch> {
    let position = Number(after ?? 0);
    while (!signal?.aborted) {
      const found = this.records.slice(position, position + batch);
      if (found.length === 0) {
        await this.more(signal);
        continue;
      }
      const entries = found.map((record, index) => ({
        record: JSON.parse(JSON.stringify(record)) as CommitRecord,
        position: String(position + index + 1),
      }));
      position += found.length;
      yield { entries, position: String(position) };
    }
  }

  private more(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.sleepers.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }
}
