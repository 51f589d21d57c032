import type { AppendOutcome, Backbone } from '@entrepot/eventstore';
import type { Numbered } from '../../../libs/eventstore/src/feed/numbered';
import type { Actor } from '../engine/actor';
import type { Database } from './database';
import { Counted, type AppendFault, type RequestFault } from './faults';
import { ConnectionLost, type Wire } from './wire';

/** How long a failing primary goes on, and how long it takes until there is another one. */
const LONGEST_MS = 12;
const AWAY_MS = 15;

/** What goes wrong with the database of a service, counted over all its processes. */
export class DatabaseFaults {
  readonly appends = new Counted<AppendFault>();
  readonly requests = new Counted<RequestFault>();

  clear(): void {
    this.appends.clear();
    this.requests.clear();
  }
}

/** How a process reaches the database of its service. */
export class Connection {
  constructor(
    private readonly owner: Actor,
    readonly database: Database,
    readonly wire: Wire,
    private readonly faults: DatabaseFaults,
  ) {}

  /** Rejects with an error of the network when there is no answer; then the work may be done, or not. */
  ask<T>(what: string, work: (database: Database) => T | Promise<T>): Promise<T> {
    const { database, wire, owner } = this;
    const away = (): never => {
      throw new ConnectionLost(what);
    };
    const fault = this.faults.requests.next();
    const answered = () => (database.isAway ? away() : work(database));
    return wire.ask({ from: owner, to: database.actor, what, fault, work: answered });
  }

  async append(numbered: readonly Numbered[], atomically: boolean): Promise<AppendOutcome> {
    const how = this.faults.appends.next();
    const { database, wire, owner } = this;
    const away: AppendOutcome = { kind: 'away', error: new Error('the database is away') };
    const work = (): Promise<AppendOutcome> | AppendOutcome => {
      if (database.isAway) return away;
      if (how === 'aborted' && atomically) return { kind: 'aborted' };
      if (how === 'primary-fails') failSoon(database);
      if (how !== 'half') return database.append(numbered, atomically);
      return halfDone(atomically ? [] : numbered.slice(0, Math.ceil(numbered.length / 2)), database);
    };
    const fault = how === 'lost' || how === 'answer-lost' || how === 'late' ? how : undefined;
    try {
      return await wire.ask({ from: owner, to: database.actor, what: 'append', fault, work });
    } catch (error) {
      return { kind: 'unknown', error: error as Error };
    }
  }

  /** The same methods, each of them over this connection. */
  reach<T extends object>(what: T, names: readonly (keyof T & string)[]): T {
    const reached: Record<string, unknown> = {};
    for (const name of names) {
      const method = what[name] as unknown as (...args: unknown[]) => Promise<unknown>;
      reached[name] = (...args: unknown[]) => this.ask(name, () => method.apply(what, args));
    }
    return reached as T;
  }
}

/** The primary has lost the others: it takes writes that no majority will ever have, until there is another primary. */
function failSoon(database: Database): void {
  const { simulation, actor } = database;
  const ms = simulation.random.between(1, LONGEST_MS);
  database.stall(ms + 1);
  simulation.plan(actor, ms, () => database.failOver(AWAY_MS));
}

async function halfDone(half: readonly Numbered[], database: Database): Promise<AppendOutcome> {
  if (half.length > 0) await database.append(half, false);
  return { kind: 'unknown', error: new Error('the connection broke in the middle') };
}

/** Everything that a service keeps beside its streams, as one of its processes reaches it. */
export function sideState(connection: Connection): Omit<Backbone, 'store' | 'commands' | 'streams' | 'stop'> {
  const { database } = connection;
  return {
    positions: connection.reach(database.positions, ['get', 'set', 'named']),
    leases: connection.reach(database.leases, ['take', 'release']),
    tasks: connection.reach(database.tasks, [
      ...(['insert', 'advance', 'claim', 'reschedule', 'finish'] as const),
      ...(['hasten', 'list', 'show', 'delete', 'count'] as const),
    ]),
    parkedInputs: connection.reach(database.parkedInputs, [
      ...(['park', 'keys', 'inputs', 'due', 'failed', 'remove'] as const),
      ...(['isDrained', 'hasten', 'list', 'show', 'count'] as const),
    ]),
    deadLetters: connection.reach(database.deadLetters, ['add', 'list', 'show', 'delete', 'count']),
    audit: database.audit,
    now: () => database.now(),
    view: (name) => {
      const table = database.view(name);
      return connection.reach(table, [
        ...(['upsert', 'insert', 'get', 'find', 'count', 'mark'] as const),
        ...(['all', 'beside', 'replaceWith', 'clear', 'prepare'] as const),
      ]) as never;
    },
    prepare: async () => undefined,
  };
}
