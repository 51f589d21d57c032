import { setTimeout as delay } from 'node:timers/promises';
import type { FeedBatch, FeedOptions } from '../store';
import { Gathering } from './gathering';
import type { NumberedRecords } from './numbered';
import { Place } from './place';
import type { Recent } from './recent';

const PAUSE_MS = 500;

/**
 * All records, those of a stream in order: what this process writes from memory, what others write and what was before from
 * the database. A reader without a place first gets a scan, which begins after its place was taken: repeats, never a gap.
 */
export class RecordFeed {
  constructor(
    private readonly records: NumberedRecords,
    private readonly recent: Recent,
  ) {}

  async *follow(after: string | undefined, options: FeedOptions): AsyncGenerator<FeedBatch> {
    let position = after;
    this.recent.enter();
    try {
      while (!options.signal?.aborted) {
        try {
          for await (const batch of this.from(await this.place(position), options)) {
            position = batch.position;
            yield batch;
          }
        } catch (error) {
          options.trouble?.(error);
          await delay(PAUSE_MS, undefined, { signal: options.signal }).catch(() => undefined);
        }
      }
    } finally {
      this.recent.exit();
    }
  }

  /** A position from which everything is handed out that a scan, which begins after this resolves, may have missed. */
  async here(): Promise<string> {
    return (await this.end()).toString();
  }

  private async *from(place: Place, options: FeedOptions): AsyncGenerator<FeedBatch> {
    while (place.scanned !== undefined && !options.signal?.aborted) {
      const { records, next } = await this.records.page(place.scanned);
      place.scanned = next;
      if (records.length > 0) yield { entries: records.map((record) => ({ record })), position: place.toString() };
    }
    yield* this.tail(place, options);
  }

  private async *tail(place: Place, { signal, batch = 1_000, waitMs = 2_000 }: FeedOptions): AsyncGenerator<FeedBatch> {
    const gathering = new Gathering(this.records, this.recent, place);
    for (let until = performance.now() + waitMs; !signal?.aborted;) {
      const isOver = performance.now() >= until;
      const found = await gathering.next(batch, isOver);
      if (signal?.aborted) return;
      if (found.length > 0 || isOver) {
        yield { entries: found.map(({ record }) => ({ record })), position: place.toString() };
        until = performance.now() + waitMs;
      } else await this.recent.wait(Math.min(gathering.restMs, until - performance.now()), signal);
    }
  }

  private async place(position: string | undefined): Promise<Place> {
    const known = position === undefined ? undefined : Place.parse(position);
    if (known !== undefined) return known;
    const end = await this.end();
    end.scanned = '';
    return end;
  }

  private async end(): Promise<Place> {
    const writers = await this.records.writers(0);
    const told = writers.flatMap(({ writer, wrote }) => (wrote === undefined ? [] : [[writer, wrote] as const]));
    // There is one more with every start of a process: only those that said nothing are looked for.
    const untold = writers.filter(({ wrote }) => wrote === undefined);
    const heads = await this.records.heads(untold.map(({ writer }) => writer));
    return Place.at([...told, ...heads], 0);
  }
}
