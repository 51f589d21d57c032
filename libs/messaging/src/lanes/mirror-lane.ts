import type { StateRow, ViewTable } from '@entrepot/eventstore';
import type { AnyEvent } from '@entrepot/kernel';
import type { Mirror, MirrorDefinition } from '../handlers/mirrors';
import type { Incoming } from '../message/incoming';
import type { ServiceParts } from '../runtime/service-parts';
import type { DeadLettering } from './dead-lettering';
import { RowLane } from './row-lane';

/** More events than one record can hold. */
const EVENTS_A_VERSION = 2 ** 20;

/** Keeps a mirror view: one row per thing, from the newest event about it. */
export class MirrorLane extends RowLane<StateRow<object>> {
  private readonly table: ViewTable<object>;

  constructor(
    private readonly definition: MirrorDefinition,
    private readonly mirror: Mirror<AnyEvent>,
    parts: ServiceParts,
    deadLetters: DeadLettering,
  ) {
    super(definition.name, parts, deadLetters);
    this.table = parts.backbone.view<object>(definition.view, definition.indexes);
  }

  protected rowsOf(incoming: Incoming): StateRow<object>[] {
    const { meta } = incoming;
    const event = incoming.event(this.parts.contracts);
    // Two events of one decision may be about one row: then the later one of them is the newest.
    const version = meta.version * EVENTS_A_VERSION + meta.index;
    const row = this.mirror.row(event, meta);
    return [{ id: this.definition.id(event), merchantId: meta.merchantId, version, row }];
  }

  protected write(rows: readonly StateRow<object>[]): Promise<void> {
    return this.table.upsert(rows);
  }
}
