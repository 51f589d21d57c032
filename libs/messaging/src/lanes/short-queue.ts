import type { Clock } from '../runtime/clock';

export interface ShortQueueOptions<T> {
  readonly clock: Clock;
  /** Nobody waits longer. */
  readonly holdMs: number;
  /** No more wait at once. */
  readonly most: number;
  /** Runs for each that has waited for so long. */
  readonly expired: (item: T) => void;
}

/** Waits a moment for a turn, first come first served: takes up a burst, and lets nobody wait for long. */
export class ShortQueue<T> {
  private entries: { readonly item: T; readonly until: number }[] = [];
  private armed = false;

  constructor(private readonly options: ShortQueueOptions<T>) {}

  /** False: too many wait. */
  offer(item: T): boolean {
    const { clock, holdMs, most } = this.options;
    if (this.entries.length >= most) return false;
    this.entries.push({ item, until: clock.elapsed() + holdMs });
    this.arm(holdMs);
    return true;
  }

  take(): T | undefined {
    return this.entries.shift()?.item;
  }

  private arm(ms: number): void {
    if (this.armed) return;
    this.armed = true;
    this.options.clock.after(ms, () => this.sweep());
  }

  private sweep(): void {
    this.armed = false;
    const now = this.options.clock.elapsed();
    const staying = this.entries.findIndex(({ until }) => until > now);
    const expired = this.entries.splice(0, staying === -1 ? this.entries.length : staying);
    const next = this.entries[0];
    if (next !== undefined) this.arm(next.until - now);
    for (const { item } of expired) this.options.expired(item);
  }
}
