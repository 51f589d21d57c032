import { memoryBackbone, type Backbone, type MemoryOptions } from '@entrepot/eventstore';
import type { ErrorRegistry, StreamType } from '@entrepot/kernel';
import type { Contracts } from '../contracts/contracts';
import { registryContracts } from '../contracts/registry-contracts';
import { Relay } from '../relay/relay';
import { defaultLimits, type Limits, type ServiceParts } from '../runtime/service-parts';
import { HandlerRuntime } from '../runtime/handler-runtime';
import { unwatched, type Watch } from '../runtime/watch';
import type { MemoryBus } from './memory-bus';
import { turns, VirtualClock } from './virtual-clock';

export interface MemoryServiceOptions {
  readonly name: string;
  readonly bus: MemoryBus;
  /** Instances of handler classes. */
  readonly handlers: readonly object[];
  readonly streams?: MemoryOptions['streams'] | readonly StreamType<never>[];
  readonly errors?: ErrorRegistry;
  /** Those of `@entrepot/contracts` by default. */
  readonly contracts?: Contracts;
  /** Shared by all services of a test; a new one by default. */
  readonly clock?: VirtualClock;
  readonly watch?: Watch;
  readonly limits?: Partial<Limits>;
  /** An existing backbone: the service goes on where another process left off. */
  readonly backbone?: Backbone;
  readonly partitions?: number;
}

const NO_ERRORS: ErrorRegistry = {};

/** A whole service in memory: its streams and handlers, its relay, its place in groups. */
export class MemoryNode {
  readonly backbone: Backbone;
  readonly clock: VirtualClock;
  private readonly parts: ServiceParts;
  private current: { readonly runtime: HandlerRuntime; readonly relay: Relay };

  constructor(private readonly options: MemoryServiceOptions) {
    this.clock = options.clock ?? new VirtualClock();
    const contracts = options.contracts ?? registryContracts();
    this.backbone = options.backbone ?? newBackbone(options, contracts, this.clock);
    this.parts = {
      name: options.name,
      backbone: this.backbone,
      bus: options.bus,
      contracts,
      errors: options.errors ?? NO_ERRORS,
      clock: this.clock,
      watch: options.watch ?? unwatched,
      limits: { ...defaultLimits, flushMs: 0, mirrorMs: 0, ...options.limits },
    };
    this.current = this.assemble();
  }

  get runtime(): HandlerRuntime {
    return this.current.runtime;
  }

  async start(): Promise<void> {
    const { bus, name, partitions = 3 } = this.options;
    const topics = new Set([...this.runtime.topics, ...this.parts.contracts.ownTopics(name)]);
    await bus.ensureTopics([...topics].map((topic) => ({ name: topic, partitions })));
    this.current.relay.start();
    await this.runtime.start();
  }

  /** Leaves in order: nothing is left undone. */
  async stop(): Promise<void> {
    await this.within(this.runtime.stop());
    await this.within(this.current.relay.stop());
  }

  /** The process dies: nothing is finished, no offset is committed; `start` begins a new process on what was kept. */
  async crash(): Promise<void> {
    await this.runtime.abandon();
    await this.within(this.current.relay.stop());
    this.current = this.assemble();
  }

  /** Nothing is under way and no task is due. */
  async isQuiet(): Promise<boolean> {
    const due = await this.backbone.tasks.count({ dueBefore: this.clock.date().toISOString() });
    return this.idle && due === 0;
  }

  get idle(): boolean {
    const { sending, failing } = this.current.relay.state;
    return this.runtime.idle && sending === 0 && !failing;
  }

  private assemble(): { runtime: HandlerRuntime; relay: Relay } {
    const ended = (error: Error): never => {
      throw error;
    };
    return { runtime: new HandlerRuntime(this.parts, this.options.handlers, ended), relay: new Relay(this.parts) };
  }

  /** Waits for something that waits for the clock. */
  private async within(work: Promise<void>): Promise<void> {
    let done = false;
    const ended = work.finally(() => {
      done = true;
    });
    while (!done) {
      await turns(5);
      if (!done) await this.clock.advance(10);
    }
    await ended;
  }
}

function newBackbone(options: MemoryServiceOptions, contracts: Contracts, clock: VirtualClock): Backbone {
  return memoryBackbone({
    streams: options.streams as MemoryOptions['streams'],
    clock: () => clock.date(),
    validate: (event) => {
      const terms = contracts.event(event.type);
      if (terms !== undefined) return terms.check(event);
      return [{ field: 'type', rule: 'contract', message: `${event.type} has no contract` }];
    },
  });
}

/** A service in memory, started. All services of a test share the bus and should share the clock. */
export async function memoryService(options: MemoryServiceOptions): Promise<MemoryNode> {
  const service = new MemoryNode(options);
  await service.start();
  return service;
}

const STILL_TURNS = 10;
/** What is still under way after so many turns waits for the clock: a batch that lingers, a call that takes its time. */
const RESTLESS_TURNS = 50;
const STEP_MS = 20;
const MOST_ROUNDS = 10_000;

/**
 * Lets everything happen that can happen now: events are published, read and handled, views written, due tasks worked
 * on, until nothing is under way anywhere. The clock goes on only as far as that needs; what is due later (retries,
 * timers) happens when the clock is advanced.
 */
export async function pumpUntilQuiet(bus: MemoryBus, services: readonly MemoryNode[]): Promise<void> {
  const clocks = [...new Set(services.map(({ clock }) => clock))];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const still = await untilStill(bus, services);
    if (still && (await areQuiet(services))) return;
    for (const clock of clocks) await clock.advance(STEP_MS);
  }
  throw new Error('the services did not come to rest');
}

/** False: something is under way and does not end by itself. */
async function untilStill(bus: MemoryBus, services: readonly MemoryNode[]): Promise<boolean> {
  for (let turn = 0, still = 0; turn < RESTLESS_TURNS; turn += 1) {
    await turns(1);
    still = !bus.busy && services.every(({ idle }) => idle) ? still + 1 : 0;
    if (still === STILL_TURNS) return true;
  }
  return false;
}

async function areQuiet(services: readonly MemoryNode[]): Promise<boolean> {
  const quiet = await Promise.all(services.map((service) => service.isQuiet()));
  return quiet.every(Boolean);
}
