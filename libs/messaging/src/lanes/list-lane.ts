import type { LogRow } from '@entrepot/eventstore';
import { contentHash, type AnyEvent } from '@entrepot/kernel';
import type { ListDefinition, Listing } from '../handlers/lists';
import type { Incoming } from '../message/incoming';
import type { ServiceParts } from '../runtime/service-parts';
import type { Table } from '../views/view-source';
import type { DeadLettering } from './dead-lettering';
import { RowLane } from './row-lane';

/** Under load, what is kept together is gathered for so many times the usual pause: fewer rows for the same lines. */
const BUSY_PAUSES = 4;
const MOST_TOGETHER = 5_000;

/** Keeps a log view: rows of events, inserted once. */
export class ListLane extends RowLane<LogRow<object>> {
  constructor(
    private readonly definition: ListDefinition,
    private readonly listing: Listing<AnyEvent>,
    parts: ServiceParts,
    deadLetters: DeadLettering,
  ) {
    const table = parts.backbone.view<object>(definition.view, definition.indexes);
    const { flushMs } = parts.limits;
    const bundles = definition.together !== undefined && { busyLingerMs: BUSY_PAUSES * flushMs, atMost: MOST_TOGETHER };
    super({ ...definition, lingerMs: flushMs, ...bundles }, table, parts, deadLetters);
  }

  rowsOf(incoming: Incoming): LogRow<object>[] {
    const { meta } = incoming;
    const rows = this.listing.rows(incoming.event(this.parts.contracts), meta);
    return rows.map((row, place) => ({ id: `${meta.id}/${place}`, merchantId: meta.merchantId, row }));
  }

  writeTo(table: Table, rows: readonly LogRow<object>[]): Promise<void> {
    const { together } = this.definition;
    return table.insert(together === undefined ? rows : bundled(rows, together));
  }
}

type Row = LogRow<object>;

function bundled(rows: readonly Row[], field: string): Row[] {
  const bundles = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.merchantId}\n${String((row.row as Record<string, unknown>)[field])}`;
    const bundle = bundles.get(key);
    if (bundle === undefined) bundles.set(key, [row]);
    else bundle.push(row);
  }
  return [...bundles.values()].map((bundle) => asOne(bundle, field));
}

/** The same rows always make the same bundle, and other rows another one, though some be the same. */
function asOne(bundle: readonly Row[], field: string): Row {
  const { merchantId, row } = bundle[0]!;
  const value = (row as Record<string, unknown>)[field];
  const id = contentHash(bundle.map((each) => each.id));
  return { id, merchantId, row: { [field]: value, rows: bundle.map((each) => each.row) } };
}
