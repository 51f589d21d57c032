import type { Commands, Streams } from './commands';
import type { AuditTrail } from './side/audit-trail';
import type { DeadLetters } from './side/dead-letters';
import type { Leases, Positions } from './side/leases';
import type { ParkedInputs } from './side/parked-inputs';
import type { Tasks } from './side/tasks';
import type { ViewIndexes, ViewTable } from './side/view-table';
import type { Store } from './store';

/** Everything that a service keeps, in one database or in memory. */
export interface Backbone {
  readonly store: Store;
  readonly commands: Commands;
  readonly streams: Streams;
  readonly positions: Positions;
  readonly leases: Leases;
  readonly tasks: Tasks;
  readonly parkedInputs: ParkedInputs;
  readonly deadLetters: DeadLetters;
  readonly audit: AuditTrail;
  /** The database's time, milliseconds since the epoch: what times that other processes look at are made from. */
  readonly now: () => number;
  /** The view of that name; the same name gives the same table. */
  view<Row extends object>(name: string, indexes?: ViewIndexes): ViewTable<Row>;
  /** Creates collections and indexes, of the views asked for so far too. To be awaited before the first input. */
  prepare(): Promise<void>;
  /** Takes no more inputs, finishes what was handed in, and resolves. */
  stop(): Promise<void>;
}
