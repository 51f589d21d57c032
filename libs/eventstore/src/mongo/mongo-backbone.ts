import type { Connection } from 'mongoose';
import type { Backbone } from '../backbone';
import { openCommits } from '../commit/open';
import type { CommitOptions } from '../commit/options';
import type { ViewIndexes, ViewTable } from '../side/view-table';
import { DatabaseTime } from './database-time';
import { MongoAuditTrail } from './mongo-audit-trail';
import { MongoDeadLetters } from './mongo-dead-letters';
import { MongoLeases, MongoPositions } from './mongo-leases';
import { MongoParkedInputs } from './mongo-parked-inputs';
import { MongoStore, type MongoStoreOptions } from './mongo-store';
import { MongoTasks } from './mongo-tasks';
import { MongoViewTable } from './mongo-view-table';

/** Each of them waits for the journal of the database far longer than it gives anybody to do. */
const PREPARED_AT_ONCE = 4;

async function prepareAll(parts: readonly { prepare(): Promise<void> }[]): Promise<void> {
  const left = [...parts];
  const prepareOthers = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await next.prepare();
  };
  await Promise.all(Array.from({ length: PREPARED_AT_ONCE }, prepareOthers));
}

/** Everything of a service in the database of this connection. Close the connection after `stop`, not before. */
export function mongoBackbone(connection: Connection, options: CommitOptions & MongoStoreOptions = {}): Backbone {
  const store = new MongoStore(connection, options);
  const time = new DatabaseTime(connection);
  const { now } = time;
  const { commands, streams } = openCommits(store, { clock: () => new Date(now()), ...options });
  const side = {
    positions: new MongoPositions(connection),
    leases: new MongoLeases(connection),
    tasks: new MongoTasks(connection),
    parkedInputs: new MongoParkedInputs(connection, now, store.term),
    deadLetters: new MongoDeadLetters(connection, now),
    audit: new MongoAuditTrail(connection),
  };
  const views = new Map<string, MongoViewTable<never>>();
  const view = <Row extends object>(name: string, indexes: ViewIndexes = []): ViewTable<Row> => {
    const table = views.get(name) ?? new MongoViewTable<never>(connection, name);
    table.index(indexes);
    views.set(name, table);
    return table as unknown as ViewTable<Row>;
  };
  const prepare = () => prepareAll([time, store, ...Object.values(side), ...views.values()]);
  const stop = async (): Promise<void> => {
    await commands.stop();
    // What the others cannot learn here they find out by themselves, a little later.
    await store.leave().catch(() => undefined);
    time.stop();
  };
  return { store, commands, streams, ...side, now, view, prepare, stop };
}
