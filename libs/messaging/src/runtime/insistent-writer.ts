import { BatchWriter, tellWaiting } from './batch-writer';
import { backoff } from './clock';
import type { ServiceParts } from './service-parts';

export interface InsistentWriterOptions<T> {
  /** Durable when it resolves. Called with one batch at a time. */
  readonly write: (items: T[]) => Promise<void>;
  /** For the person who is told that the store refuses an item. */
  readonly about: (item: T) => Readonly<Record<string, unknown>>;
}

const FIRST_AGAIN_MS = 50;
const LONGEST_AGAIN_MS = 5_000;

/**
 * Writes what must not get lost: an item that the store refuses is written again, soon at first, and a person is told. It holds up
 * no other item; whoever waits for it to be durable goes on waiting.
 */
export class InsistentWriter<T extends object> {
  private readonly writer: BatchWriter<T>;
  private readonly refusals = new Map<T, number>();

  constructor(
    private readonly options: InsistentWriterOptions<T>,
    private readonly parts: Pick<ServiceParts, 'clock' | 'watch'>,
  ) {
    const { write } = options;
    const refused = (item: T, error: unknown, done: () => void) => this.again(item, error, done);
    const waits = tellWaiting(parts, 'what waits or was given up');
    this.writer = new BatchWriter<T>({ write, refused, waits, clock: parts.clock });
  }

  /** `done` runs when the item is durable. */
  add(item: T, done: () => void): void {
    this.writer.add(item, () => {
      this.refusals.delete(item);
      done();
    });
  }

  get idle(): boolean {
    return this.writer.idle && this.refusals.size === 0;
  }

  private again(item: T, error: unknown, done: () => void): void {
    const { clock, watch } = this.parts;
    const tries = (this.refusals.get(item) ?? 0) + 1;
    this.refusals.set(item, tries);
    watch.alarm?.('store-failed', { ...this.options.about(item), tries, error: String(error) });
    clock.after(backoff(tries, FIRST_AGAIN_MS, LONGEST_AGAIN_MS), () => this.writer.add(item, done));
  }
}
