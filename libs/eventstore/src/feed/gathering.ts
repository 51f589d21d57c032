import type { Numbered, NumberedRecords, Writer } from './numbered';
import type { Place } from './place';
import { Queues } from './queues';
import type { Recent } from './recent';
import { FORGOTTEN_AFTER_MS } from './record-writer';

/** How soon records of a process that has just come are found by another one. */
const MEET_EVERY_MS = 2_000;
/** How often records of other processes are looked for: soon when there were some lately, else seldom. */
const LOOK_EVERY_MS = 20;
const LOOK_SELDOM_MS = 200;
const LATELY_MS = 60_000;
/** A record waits for another one that was committed before it: it is there at once, unless the database is slow. */
const MOST_ROUNDS = 1_000;
const FETCHED_AT_ONCE = 1_000;

/**
 * Puts together what all writers wrote: their own order within each writer, and a record never before the one that it
 * follows in its stream.
 */
export class Gathering {
  /** Those of whom more may come, this process too. */
  private writers: readonly number[] = [];
  private readonly left = new Set<number>();
  private meetAt = -Infinity;
  private lookAt = -Infinity;
  private foundAt = -Infinity;

  constructor(
    private readonly records: NumberedRecords,
    private readonly recent: Recent,
    private readonly place: Place,
  ) {}

  /** Milliseconds until it is time to look at the database again. */
  get restMs(): number {
    const isAlone = this.writers.every((writer) => writer === this.recent.self);
    const next = isAlone ? this.meetAt : Math.min(this.meetAt, this.lookAt);
    // A timer takes whole milliseconds, and would be early by the rest.
    return Math.ceil(next - performance.now());
  }

  /**
   * What is new, at most about `limit`. `thoroughly`: everything that was committed when this was called, of all writers, is
   * seen; otherwise what is easily had.
   */
  async next(limit: number, thoroughly: boolean): Promise<Numbered[]> {
    const now = performance.now();
    if (thoroughly || now >= this.meetAt) await this.meet();
    const here = this.recent.self;
    const own = here === undefined ? [] : this.recent.above(here, this.place.of(here), limit);
    const asked = this.writers.filter((writer) => writer !== here || own === undefined);
    if (here !== undefined && own === undefined && !asked.includes(here)) asked.push(here);
    const isDue = thoroughly || own === undefined || now >= this.lookAt;
    const found = asked.length > 0 && isDue ? await this.look(asked, limit) : new Map<number, readonly Numbered[]>();
    if (here !== undefined && own !== undefined && own.length > 0) found.set(here, own);
    return this.merge(found);
  }

  private async look(writers: readonly number[], limit: number): Promise<Map<number, readonly Numbered[]>> {
    const marks = writers.map((writer) => [writer, this.place.of(writer)] as const);
    const now = performance.now();
    const numbered = await this.records.beyond(marks, limit);
    if (numbered.length > 0) this.foundAt = now;
    this.lookAt = now + (now - this.foundAt < LATELY_MS ? LOOK_EVERY_MS : LOOK_SELDOM_MS);
    const found = new Map<number, Numbered[]>();
    for (const each of numbered) {
      const [writer] = each.mark;
      const known = found.get(writer);
      if (known === undefined) found.set(writer, [each]);
      else known.push(each);
    }
    return found;
  }

  /** Learns of new writers and parts from those of whom nothing more can come. */
  private async meet(): Promise<void> {
    const writers = await this.records.writers(this.place.below);
    this.meetAt = performance.now() + MEET_EVERY_MS;
    await this.partFrom(writers.filter(({ left, ageMs }) => left || ageMs > FORGOTTEN_AFTER_MS));
    const open = writers.filter(({ writer }) => !this.left.has(writer)).map(({ writer }) => writer);
    const highest = writers.at(-1)?.writer;
    if (highest !== undefined) this.forget(open[0] ?? highest + 1);
    this.writers = open;
  }

  /**
   * What a writer says of itself counts: a server that has just become the primary may not show its last records yet. Of those who
   * said nothing it has long been seen.
   */
  private async partFrom(silent: readonly Writer[]): Promise<void> {
    const news = silent.filter(({ writer }) => !this.left.has(writer));
    const untold = news.filter(({ wrote }) => wrote === undefined).map(({ writer }) => writer);
    const heads = new Map(untold.length > 0 ? await this.records.heads(untold) : []);
    for (const { writer, wrote = heads.get(writer) ?? 0 } of news) {
      if (this.place.of(writer) >= wrote) this.left.add(writer);
    }
  }

  private forget(below: number): void {
    this.place.forget(below);
    for (const writer of this.left) if (writer < below) this.left.delete(writer);
  }

  /** What can be handed out of it; if that is nothing, what it waits for is fetched first. */
  private async merge(found: Map<number, readonly Numbered[]>): Promise<Numbered[]> {
    const queues = new Queues(found);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const merged = queues.drain(this.place);
      if (merged.length > 0) return merged;
      const missing = queues.missing(this.place);
      if (missing.length === 0) return [];
      queues.add(await this.look(missing, FETCHED_AT_ONCE));
    }
    throw new Error('records wait for others that are not there');
  }
}
