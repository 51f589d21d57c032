import type { StreamType } from '@entrepot/kernel';
import type { Backbone } from '../backbone';
import { openCommits } from '../commit/open';
import type { CommitOptions } from '../commit/options';
import type { ViewTable } from '../side/view-table';
import type { Store } from '../store';
import { MemoryAuditTrail } from './memory-audit-trail';
import { MemoryDeadLetters } from './memory-dead-letters';
import { MemoryLeases, MemoryPositions } from './memory-leases';
import { MemoryParkedInputs } from './memory-parked-inputs';
import { MemoryStore } from './memory-store';
import { MemoryTasks } from './memory-tasks';
import { MemoryViewTable } from './memory-view-table';

export interface MemoryOptions extends CommitOptions {
  /** The kinds of streams of the service: two of the same name are refused at once. */
  readonly streams?: readonly StreamType<never>[] | readonly StreamType<unknown>[];
  /** An existing store, to open a second process on it; a new one by default. */
  readonly store?: Store;
}

/**
 * Everything in memory, with the rules of the real thing. Snapshots are taken at every second version and states are
 * frozen, so that a state that is not plain JSON, or code that changes one, shows early.
 */
export function memoryBackbone(options: MemoryOptions = {}): Backbone {
  const { streams: kinds = [], store = new MemoryStore(), ...commitOptions } = options;
  const names = kinds.map(({ kind }) => kind);
  if (new Set(names).size < names.length) throw new Error(`two streams of one kind: ${names.join(', ')}`);
  const { commands, streams } = openCommits(store, {
    snapshotEvery: 2,
    freezeStates: true,
    drainMs: 1_000,
    ...commitOptions,
  });
  const clock = options.clock ?? (() => new Date());
  const views = new Map<string, ViewTable<never>>();
  return {
    store,
    commands,
    streams,
    positions: new MemoryPositions(),
    leases: new MemoryLeases(clock),
    tasks: new MemoryTasks(clock),
    parkedInputs: new MemoryParkedInputs(clock),
    deadLetters: new MemoryDeadLetters(clock),
    audit: new MemoryAuditTrail(clock),
    now: () => clock().getTime(),
    view: <Row extends object>(name: string) => viewOf<Row>(views, name),
    prepare: async () => undefined,
    stop: () => commands.stop().then(() => store.leave()),
  };
}

function viewOf<Row extends object>(views: Map<string, ViewTable<never>>, name: string): ViewTable<Row> {
  const known = views.get(name) ?? (new MemoryViewTable<Row>() as unknown as ViewTable<never>);
  views.set(name, known);
  return known as unknown as ViewTable<Row>;
}
