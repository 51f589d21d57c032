import type { Numbered } from './numbered';

const KEPT = 4_096;

/** What this process has written lately, for those of its readers who follow closely. Kept only while there are any. */
export class Recent {
  private readonly sleepers = new Set<() => void>();
  private kept: Numbered[] = [];
  /** What was written last; everything after `first` is kept. */
  private writer: number | undefined;
  private first = 0;
  private last = 0;
  private readers = 0;

  /** Records that have landed, in the order of their numbers. */
  push(numbered: readonly Numbered[]): void {
    for (const each of numbered) this.add(each);
    if (this.readers === 0) this.forget(0);
    else if (this.kept.length > KEPT) this.forget(KEPT / 2);
    if (numbered.length > 0) for (const wake of this.sleepers) wake();
  }

  /** Nobody knows what was written last: only the database can tell. */
  reset(): void {
    [this.writer, this.kept] = [undefined, []];
  }

  /** Records of that writer above a number, as many as there are; undefined when not all of them are known here. */
  above(writer: number, number: number, limit: number): readonly Numbered[] | undefined {
    if (writer !== this.writer || number < this.first) return undefined;
    const from = number - this.first;
    return this.kept.slice(from, from + limit);
  }

  /** Who writes in this process; undefined before the first record. */
  get self(): number | undefined {
    return this.writer;
  }

  enter(): void {
    this.readers += 1;
  }

  exit(): void {
    this.readers -= 1;
    if (this.readers === 0) this.forget(0);
  }

  /** Resolves when something was written, after so many milliseconds, or when the signal says so. */
  wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (ms <= 0 || signal?.aborted) return new Promise((resolve) => setImmediate(resolve));
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake(), ms).unref();
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

  private add(numbered: Numbered): void {
    const [writer, number] = numbered.mark;
    if (writer !== this.writer) [this.writer, this.first, this.kept] = [writer, number - 1, []];
    this.kept.push(numbered);
    this.last = number;
  }

  private forget(left: number): void {
    this.kept = left === 0 ? [] : this.kept.slice(-left);
    this.first = this.last - this.kept.length;
  }
}
