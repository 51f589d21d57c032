import type { LogRow } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { ListDefinition, Listing } from '../handlers/lists';
import type { Incoming } from '../message/incoming';
import type { ServiceParts } from '../runtime/service-parts';
import type { Table } from '../views/view-source';
import type { DeadLettering } from './dead-lettering';
import { RowLane } from './row-lane';

/** Keeps a log view: rows of events, inserted once. */
export class ListLane extends RowLane<LogRow<object>> {
  constructor(
    definition: ListDefinition,
    private readonly listing: Listing<AnyEvent>,
    parts: ServiceParts,
    deadLetters: DeadLettering,
  ) {
    super(definition, parts.backbone.view<object>(definition.view, definition.indexes), parts, deadLetters);
  }

  rowsOf(incoming: Incoming): LogRow<object>[] {
    const { meta } = incoming;
    const rows = this.listing.rows(incoming.event(this.parts.contracts), meta);
    return rows.map((row, place) => ({ id: `${meta.id}/${place}`, merchantId: meta.merchantId, row }));
  }

  writeTo(table: Table, rows: readonly LogRow<object>[]): Promise<void> {
    return table.insert(rows);
  }
}
