import type { LogRow, ViewTable } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { ListDefinition, Listing } from '../handlers/lists';
import type { Incoming } from '../message/incoming';
import type { ServiceParts } from '../runtime/service-parts';
import type { DeadLettering } from './dead-lettering';
import { RowLane } from './row-lane';

/** Keeps a log view: rows of events, inserted once. */
export class ListLane extends RowLane<LogRow<object>> {
  private readonly table: ViewTable<object>;

  constructor(
    definition: ListDefinition,
    private readonly listing: Listing<AnyEvent>,
    parts: ServiceParts,
    deadLetters: DeadLettering,
  ) {
    super(definition.name, parts, deadLetters);
    this.table = parts.backbone.view<object>(definition.view, definition.indexes);
  }

  protected rowsOf(incoming: Incoming): LogRow<object>[] {
    const { meta } = incoming;
    const rows = this.listing.rows(incoming.event(this.parts.contracts), meta);
    return rows.map((row, place) => ({ id: `${meta.id}/${place}`, merchantId: meta.merchantId, row }));
  }

  protected write(rows: readonly LogRow<object>[]): Promise<void> {
    return this.table.insert(rows);
  }
}
