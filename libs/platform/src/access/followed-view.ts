import { Logger } from '@nestjs/common';
import type { ViewTable, Viewed } from '@entrepot/eventstore';

/** So that, with the way through Kafka, a change is known everywhere well within two seconds. */
const LOOK_EVERY_MS = 600;

/**
 * A copy in memory of a small view of the service's own database, kept up to date in every process: one of them gets the event
 * and writes the row, all of them look at the view's mark. While the database is away, what was last known counts.
 */
export class FollowedView<Row extends object> {
  private readonly logger = new Logger('access');
  private mark?: string;
  private timer?: NodeJS.Timeout;
  private looking = Promise.resolve();
  private stopped = false;

  /** `changed` gets all rows, whenever one of them has changed. */
  constructor(
    private readonly table: ViewTable<Row>,
    private readonly changed: (rows: readonly Viewed<Row>[]) => Promise<void> | void,
  ) {}

  /** The copy is complete after this. Rejects when the database is away. */
  async load(): Promise<void> {
    // The mark first: what changes in between is read again at the next look.
    const mark = await this.table.mark();
    if (mark === this.mark) return;
    await this.changed(await this.table.all());
    this.mark = mark;
  }

  start(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look();
    }, LOOK_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      this.logger.debug('a view cannot be looked at now', { err: error });
    }
    if (!this.stopped) this.start();
  }
}
