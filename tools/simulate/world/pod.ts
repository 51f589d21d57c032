import { openCommits, type Backbone, type CommitOptions } from '@entrepot/eventstore';
import type { ErrorRegistry } from '@entrepot/kernel';
import {
  defaultLimits,
  HandlerRuntime,
  Relay,
  type Clock,
  type Contracts,
  type Limits,
  type ServiceParts,
  type Watch,
} from '@entrepot/messaging';
import { Actor } from '../engine/actor';
import { START } from '../engine/simulation';
import { Connection, sideState } from './connection';
import { RemoteBus } from './remote-bus';
import { RemoteStore } from './remote-store';
import type { World } from './world';

/** A service as a world runs it. */
export interface ServicePlan {
  readonly name: string;
  readonly errors: ErrorRegistry;
  readonly contracts: Contracts;
  /** Those that it writes and those that it reads. */
  readonly topics: readonly string[];
  readonly limits?: Partial<Limits>;
  readonly commit?: CommitOptions;
  /** What a new process of it is made of. */
  readonly assemble: (host: Host) => { readonly handlers: readonly object[]; readonly doors: Doors };
}

/** Where the parts of a process live. */
export interface Host {
  readonly actor: Actor;
  readonly world: World;
  readonly backbone: Backbone;
}

/** Gives the instance of a class that answers requests. */
export interface Doors {
  make(door: abstract new (...args: never[]) => object): object;
}

/** Short, so that a history meets what waits for a time. */
const QUICK: Partial<Limits> = { flushMs: 5, mirrorMs: 2, commitEveryMs: 40, drainMs: 500, relayLeaseMs: 1_000 };

/** What runs in a process between its start and its death. */
export interface Life {
  readonly actor: Actor;
  readonly backbone: Backbone;
  readonly doors: Doors;
  readonly runtime: HandlerRuntime;
  readonly relay: Relay;
}

/** A place for a process of a service: when one dies, the next one knows nothing of it. */
export class Pod {
  life: Life | undefined;
  /** The process, alive or not. */
  actor: Actor | undefined;
  clockOffset = 0;
  /** Told to end, and not gone yet: it may wait for no more than time. */
  private leaving: Life | undefined;

  constructor(
    readonly name: string,
    readonly service: ServicePlan,
    private readonly world: World,
  ) {}

  /** A process starts. */
  start(): void {
    const actor = new Actor(this.name, true);
    this.actor = actor;
    actor.clockOffset = this.clockOffset;
    this.world.simulation.plan(actor, 0, () => {
      const life = this.assemble(actor);
      this.life = life;
      life.relay.start();
      void life.runtime.start();
    });
    this.world.born(this, actor);
  }

  /** The process is gone, with all that it had in memory. */
  die(): void {
    const { actor, world } = this;
    if (actor === undefined) return;
    actor.alive = false;
    this.life = undefined;
    world.broker.group(this.service.name).lost(actor);
  }

  /** The process is told to end (SIGTERM). Resolves in a step of its own; it may still be killed before. */
  leave(gone: () => void): void {
    const { life } = this;
    if (life === undefined) return;
    this.leaving = life;
    this.world.simulation.plan(life.actor, 0, () => {
      void leaveInOrder(life).then(() => {
        life.actor.alive = false;
        if (this.life === life) this.life = undefined;
        this.world.broker.group(this.service.name).lost(life.actor);
        gone();
      });
    });
  }

  /** Nothing is under way here, or nothing can be until it is started again. */
  get isIdle(): boolean {
    const { life } = this;
    if (life === undefined) return this.actor?.alive === false;
    if (life === this.leaving) return false;
    const { sending, failing } = life.relay.state;
    return life.runtime.idle && sending === 0 && !failing && life.actor.expected === 0;
  }

  /** What it is at, for people. */
  get occupation(): string {
    if (this.life === undefined) return 'starting';
    const { runtime, relay, actor } = this.life;
    return JSON.stringify({ handlers: !runtime.idle, relay: relay.state, expected: actor.expected });
  }

  private assemble(actor: Actor): Life {
    const { world, service } = this;
    const database = world.databaseOf(service.name);
    const connection = new Connection(actor, database, world.wire, world.faultsOf(service.name));
    const store = new RemoteStore(connection);
    const { commands, streams } = openCommits(store, {
      clock: () => new Date(database.now()),
      drainMs: 500,
      ...service.commit,
    });
    const backbone: Backbone = { ...sideState(connection), store, commands, streams, stop: () => commands.stop() };
    const parts: ServiceParts = {
      name: service.name,
      backbone,
      bus: new RemoteBus(actor, world.broker, world.sendFaultsOf(service.name)),
      contracts: service.contracts,
      errors: service.errors,
      clock: clockOf(actor, world, backbone),
      watch: this.watch(),
      limits: { ...defaultLimits, ...QUICK, ...service.limits },
    };
    const ended = (error: Error): never => {
      throw error;
    };
    const { handlers, doors } = service.assemble({ actor, world, backbone });
    return { actor, backbone, doors, runtime: new HandlerRuntime(parts, handlers, ended), relay: new Relay(parts) };
  }

  private watch(): Watch {
    return { alarm: (alarm, context) => this.world.alarmed(this.name, alarm, context) };
  }
}

function clockOf(actor: Actor, world: World, backbone: Backbone): Clock {
  const { simulation } = world;
  return {
    now: backbone.now,
    elapsed: () => simulation.time - START,
    after: (ms, run) => {
      const planned = simulation.plan(actor, ms, run);
      return () => void (planned.cancelled = true);
    },
  };
}

async function leaveInOrder({ runtime, relay, backbone }: Life): Promise<void> {
  await runtime.drain();
  await backbone.stop();
  await relay.stop();
  await runtime.stop();
}
