import type { LogRow, ViewTable } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { ListDefinition, Listing } from '../handlers/lists';
import type { Incoming } from '../message/incoming';
import { BatchWriter } from '../runtime/batch-writer';
import { failuresOf } from '../runtime/failure';
import type { Delivery } from '../runtime/partition-window';
import type { ServiceParts } from '../runtime/service-parts';
import type { Settlement } from '../runtime/watch';
import type { DeadLettering } from './dead-lettering';
import type { Lane } from './lane';

interface Pending {
  readonly rows: readonly LogRow<object>[];
  readonly incoming: Incoming;
  readonly delivery: Delivery | undefined;
}

/** Keeps a log view: rows of events, inserted once; offsets move after the write. */
export class ListLane implements Lane {
  busy = 0;
  private readonly writer: BatchWriter<Pending>;
  private readonly table: ViewTable<object>;

  constructor(
    private readonly definition: ListDefinition,
    private readonly listing: Listing<AnyEvent>,
    private readonly parts: ServiceParts,
    private readonly deadLetters: DeadLettering,
  ) {
    this.table = parts.backbone.view<object>(definition.view, definition.indexes);
    this.writer = new BatchWriter<Pending>({
      write: (pending) => this.table.insert(pending.flatMap(({ rows }) => rows)),
      refused: ({ incoming, delivery }, error) => this.giveUp(incoming, delivery, error),
      lingerMs: parts.limits.flushMs,
      clock: parts.clock,
    });
  }

  get name(): string {
    return this.definition.name;
  }

  receive(incoming: Incoming, delivery: Delivery): void {
    this.busy += 1;
    let rows: LogRow<object>[];
    try {
      rows = this.rowsOf(incoming);
    } catch (error) {
      return this.giveUp(incoming, delivery, error);
    }
    if (rows.length === 0) this.settle(delivery, 'ignored');
    else this.writer.add({ rows, incoming, delivery }, () => this.settle(delivery, 'done'));
  }

  async redrive(incoming: Incoming): Promise<Settlement> {
    await this.table.insert(this.rowsOf(incoming));
    return 'done';
  }

  private rowsOf(incoming: Incoming): LogRow<object>[] {
    const { meta } = incoming;
    const rows = this.listing.rows(incoming.event(this.parts.contracts), meta);
    return rows.map((row, place) => ({ id: `${meta.id}/${place}`, merchantId: meta.merchantId, row }));
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
