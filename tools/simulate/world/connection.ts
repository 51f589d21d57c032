import type { AppendOutcome, Backbone } from '@entrepot/eventstore';
import type { MemoryViewTable } from '../../../libs/eventstore/src/memory/memory-view-table';
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
  readonly rows = new Counted<RequestFault>();

  clear(): void {
    this.appends.clear();
    this.requests.clear();
    this.rows.clear();
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
    const fault = this.faults.requests.next() ?? (what === 'upsert' ? this.faults.rows.next() : undefined);
    const answered = () => (database.isAway ? away() : work(database));
    return wire.ask({ from: owner, to: database.actor, what, fault, work: answered });
  }

  async append(numbered: readonly Numbered[], atomically: boolean): Promise<AppendOutcome> {
    const how = this.faults.appends.next();
    const { database, wire, owner } = this;
    const work = (): Promise<AppendOutcome> | AppendOutcome => {
      if (database.isAway) return { kind: 'away', error: new Error('the database is away') };
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
  reach<T extends object>(what: T): T {
    const Reaching = reachingClass(Object.getPrototypeOf(what) as object);
    return new Reaching(this, what as unknown as Methods) as unknown as T;
  }
}

type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** Something that a database keeps, as a process reaches it. */
class Reached {
  constructor(
    readonly connection: Connection,
    readonly kept: Methods,
  ) {}
}

const reaching = new Map<object, typeof Reached>();

/** One class for each that is reached: a process is made often, and what a class has costs nothing then. */
function reachingClass(prototype: object): typeof Reached {
  const known = reaching.get(prototype) ?? class extends Reached {};
  if (!reaching.has(prototype)) {
    reaching.set(prototype, known);
    for (const name of namesOf(prototype)) Object.defineProperty(known.prototype, name, { value: methodOver(name) });
  }
  return known;
}

function methodOver(name: string): (this: Reached, ...args: unknown[]) => Promise<unknown> {
  return function (...args) {
    const { kept } = this;
    return this.connection.ask(name, () => kept[name]!(...args));
  };
}

/** The names of its methods, inherited ones too. */
function namesOf(prototype: object | null): readonly string[] {
  if (prototype === null || prototype === Object.prototype) return [];
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { value }]) =>
    typeof value === 'function' && name !== 'constructor' ? [name] : [],
  );
  return [...new Set([...own, ...namesOf(Object.getPrototypeOf(prototype) as object | null)])];
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
  const reach = connection.reach.bind(connection);
  return {
    positions: reach(database.positions),
    leases: reach(database.leases),
    tasks: reach(database.tasks),
    parkedInputs: reach(database.parkedInputs),
    deadLetters: reach(database.deadLetters),
    audit: database.audit,
    now: () => database.now(),
    view: (name) => tableOver(connection, database.view(name)) as never,
    prepare: async () => undefined,
  };
}

type Table = MemoryViewTable<object>;

/** A view over a connection; one that is made beside it is reached the same way. */
function tableOver(connection: Connection, table: Table): Table {
  const beside = async () => {
    const made = await connection.ask('beside', () => table.beside());
    return tableOver(connection, made as Table);
  };
  const replaceWith = (other: object) =>
    connection.ask('replaceWith', () => table.replaceWith((other as { readonly kept: Table }).kept));
  const overrides = { beside: { value: beside }, replaceWith: { value: replaceWith } };
  return Object.defineProperties(connection.reach(table), overrides);
}
