import { backoff, type Clock } from './clock';
import { isAway } from './failure';
import type { ServiceParts } from './service-parts';

export interface BatchWriterOptions<T> {
  /** Durable when it resolves. Called with one batch at a time. */
  readonly write: (items: T[]) => Promise<void>;
  /** The store will not take this item, now or later. Who adds it again passes `done` on. */
  readonly refused: (item: T, error: unknown, done: () => void) => void;
  /** Told now and then while the store is away for long: what waits shows nowhere else, where others still reach it. */
  readonly waits?: (error: unknown, tries: number) => void;
  /** Waits this long for more before a write; 0: until the current turn of the event loop is over. */
  readonly lingerMs?: number;
  /** Waits this long instead as long as much comes in; for what is written the cheaper the more of it there is. */
  readonly busyLingerMs?: number;
  /** So many items in `lingerMs` are much; 200 if absent. */
  readonly busyFrom?: number;
  readonly atMost?: number;
  readonly clock: Clock;
}

/** After so many tries, about twenty seconds, and again after as many. */
const TOLD_EVERY = 10;

interface Entry<T> {
  readonly item: T;
  readonly done: () => void;
}

/**
 * Writes what came in while the last write ran, in one go, in order. A store that is away is waited for; an item that a
 * store refuses is found by halving and told alone, so it cannot hold up the others.
 */
export class BatchWriter<T> {
  private entries: Entry<T>[] = [];
  private running = false;
  private attempts = 0;
  private away: unknown;
  private lingered = 0;
  private isBusy = false;

  constructor(private readonly options: BatchWriterOptions<T>) {}

  /** `done` runs when the item is durable. */
  add(item: T, done: () => void): void {
    this.entries.push({ item, done });
    if (this.running) return;
    this.running = true;
    this.linger();
  }

  get idle(): boolean {
    return !this.running;
  }

  private schedule(ms: number): void {
    if (ms === 0) setImmediate(() => void this.run());
    else this.options.clock.after(ms, () => void this.run());
  }

  private async run(): Promise<void> {
    const { lingerMs = 0, busyFrom = 200 } = this.options;
    this.isBusy = this.entries.length * lingerMs >= busyFrom * this.lingered;
    const batch = this.entries.splice(0, this.atMost);
    const left = await this.attempt(batch);
    if (left.length > 0) {
      this.entries.unshift(...left);
      this.attempts += 1;
      if (this.attempts % TOLD_EVERY === 0) this.options.waits?.(this.away, this.attempts);
      return this.schedule(backoff(this.attempts, 100, 5_000));
    }
    this.attempts = 0;
    if (this.entries.length === 0) this.running = false;
    else if (this.entries.length >= this.atMost) this.schedule(0);
    else this.linger();
  }

  private linger(): void {
    const { lingerMs = 0, busyLingerMs = lingerMs } = this.options;
    this.lingered = this.isBusy ? busyLingerMs : lingerMs;
    this.schedule(this.lingered);
  }

  private get atMost(): number {
    return this.options.atMost ?? 1_000;
  }

  /** What could not be written because the store is away. */
  private async attempt(batch: Entry<T>[]): Promise<Entry<T>[]> {
    try {
      await this.options.write(batch.map(({ item }) => item));
    } catch (error) {
      if (isAway(error)) {
        this.away = error;
        return batch;
      }
      return this.divide(batch, error);
    }
    for (const { done } of batch) done();
    return [];
  }

  private async divide(batch: Entry<T>[], error: unknown): Promise<Entry<T>[]> {
    if (batch.length === 1) {
      this.options.refused(batch[0]!.item, error, batch[0]!.done);
      return [];
    }
    const half = batch.length >> 1;
    const left = await this.attempt(batch.slice(0, half));
    if (left.length > 0) return [...left, ...batch.slice(half)];
    return this.attempt(batch.slice(half));
  }
}

/** Tells a person that a store is away for long; `what`: who waits for it. */
export function tellWaiting(
  { watch }: Pick<ServiceParts, 'watch'>,
  what: string,
): (error: unknown, tries: number) => void {
  return (error, tries) => watch.alarm?.('store-failed', { what, tries, error: String(error) });
}
