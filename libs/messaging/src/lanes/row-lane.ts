import type { Incoming } from '../message/incoming';
import { BatchWriter, tellWaiting, type BatchWriterOptions } from '../runtime/batch-writer';
import { failuresOf } from '../runtime/failure';
import type { Delivery } from '../runtime/partition-window';
import type { ServiceParts } from '../runtime/service-parts';
import type { Settlement } from '../runtime/watch';
import type { EventView, Table } from '../views/view-source';
import type { DeadLettering } from './dead-lettering';
import type { Lane } from './lane';

interface Pending<R> {
  readonly rows: readonly R[];
  readonly incoming: Incoming;
  readonly delivery: Delivery | undefined;
}

/** What a row lane writes, and how long it waits for more before it does. */
export interface WrittenView extends Pick<BatchWriterOptions<unknown>, 'busyLingerMs' | 'busyFrom' | 'atMost'> {
  readonly name: string;
  readonly view: string;
  readonly events: readonly string[];
  readonly lingerMs: number;
}

/** A lane that writes the rows of each event to a view, in batches; offsets move after the write. */
export abstract class RowLane<R> implements Lane, EventView {
  readonly follows = 'events';
  busy = 0;
  shownAt = '';
  private readonly writer: BatchWriter<Pending<R>>;

  constructor(
    private readonly written: WrittenView,
    private readonly table: Table,
    protected readonly parts: ServiceParts,
    private readonly deadLetters: DeadLettering,
  ) {
    this.writer = new BatchWriter<Pending<R>>({
      write: (pending) =>
        this.writeTo(
          this.table,
          pending.flatMap(({ rows }) => rows),
        ),
      refused: ({ incoming, delivery }, error) => this.giveUp(incoming, delivery, error),
      ...written,
      waits: tellWaiting(parts, written.name),
      clock: parts.clock,
    });
  }

  /** The rows of an event; none: the event says nothing to this view. */
  abstract rowsOf(incoming: Incoming): readonly R[];
  /** Durable when it resolves; writing the same rows again changes nothing. */
  abstract writeTo(table: Table, rows: readonly R[]): Promise<void>;

  /** The rows of an event that is not written yet. */
  protected heard(_rows: readonly R[]): void {}

  get name(): string {
    return this.written.name;
  }

  get view(): string {
    return this.written.view;
  }

  get events(): readonly string[] {
    return this.written.events;
  }

  receive(incoming: Incoming, delivery: Delivery): void {
    this.busy += 1;
    let rows: readonly R[];
    try {
      rows = this.rowsOf(incoming);
      this.heard(rows);
    } catch (error) {
      return this.giveUp(incoming, delivery, error);
    }
    if (rows.length === 0) this.settle(delivery, 'ignored');
    else {
      this.writer.add({ rows, incoming, delivery }, () => {
        if (incoming.meta.at > this.shownAt) this.shownAt = incoming.meta.at;
        this.settle(delivery, 'done');
      });
    }
  }

  async redrive(incoming: Incoming): Promise<Settlement> {
    const rows = this.rowsOf(incoming);
    this.heard(rows);
    await this.writeTo(this.table, rows);
    return 'done';
  }

  private settle(delivery: Delivery | undefined, how: Settlement): void {
    this.busy -= 1;
    delivery?.settle();
    this.parts.watch.settled?.(this.name, how);
  }

  private giveUp(incoming: Incoming, delivery: Delivery | undefined, error: unknown): void {
    const failure = failuresOf(this.parts.errors)(error);
    const given = { handler: this.name, source: incoming.meta.stream, incoming, failure, attempts: 1 };
    this.deadLetters.add(given, () => {
      this.busy -= 1;
      delivery?.settle();
    });
  }
}
