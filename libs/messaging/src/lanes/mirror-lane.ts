import type { StateRow } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { Mirror, MirrorDefinition } from '../handlers/mirrors';
import type { Incoming } from '../message/incoming';
import type { ServiceParts } from '../runtime/service-parts';
import type { Table } from '../views/view-source';
import type { DeadLettering } from './dead-lettering';
import { RowLane } from './row-lane';

/** More events than one record can hold. */
const EVENTS_A_VERSION = 2 ** 20;

/** Who hears of rows at once does not need them in the table as fast: a row costs half as much when there are four times as many. */
const BUSY_PAUSES = 4;
const BUSY = 8;

/** Keeps a mirror view: one row per thing, from the newest event about it. */
export class MirrorLane extends RowLane<StateRow<object>> {
  constructor(
    private readonly definition: MirrorDefinition,
    private readonly mirror: Mirror<AnyEvent>,
    parts: ServiceParts,
    deadLetters: DeadLettering,
  ) {
    const table = parts.backbone.view<object>(definition.view, definition.indexes);
    const { mirrorMs } = parts.limits;
    const lazy = mirror.heard !== undefined && { busyLingerMs: BUSY_PAUSES * mirrorMs, busyFrom: BUSY };
    super({ ...definition, lingerMs: mirrorMs, ...lazy }, table, parts, deadLetters);
  }

  rowsOf(incoming: Incoming): StateRow<object>[] {
    const { meta } = incoming;
    const event = incoming.event(this.parts.contracts);
    // Two events of one decision may be about one row: then the later one of them is the newest.
    const version = meta.version * EVENTS_A_VERSION + meta.index;
    const row = this.mirror.row(event, meta);
    return [{ id: this.definition.id(event), merchantId: meta.merchantId, version, row }];
  }

  writeTo(table: Table, rows: readonly StateRow<object>[]): Promise<void> {
    return table.upsert(rows);
  }

  protected override heard(rows: readonly StateRow<object>[]): void {
    for (const row of rows) this.mirror.heard?.(row as StateRow<never>);
  }
}
