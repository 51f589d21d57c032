import { MemoryBus, MemoryNode, turns, VirtualClock } from '../src/index';
import { isThrough, notes, QUICK, type Launched, type LaunchOptions, type Rig } from './rig';
import { OrderStream, shopContracts, shopErrors } from './shop';

const STEP_MS = 20;
const MOST_STEPS = 2_000;

class MemoryLaunched implements Launched {
  node!: MemoryNode;
  readonly kept = notes();
  readonly alarms = this.kept.alarms;
  readonly settled = this.kept.settled;

  constructor(
    private readonly bus: MemoryBus,
    private readonly clock: VirtualClock,
    private readonly options: LaunchOptions,
  ) {}

  async start(handlers: readonly object[]): Promise<void> {
    const { name = 'shop', limits } = this.options;
    this.node = new MemoryNode({
      name,
      handlers,
      bus: this.bus,
      clock: this.clock,
      contracts: shopContracts,
      errors: shopErrors,
      streams: [OrderStream as never],
      watch: this.kept.watch,
      limits: { ...QUICK, ...limits },
      ...(this.node !== undefined && { backbone: this.node.backbone }),
    });
    await this.node.start();
  }

  get backbone() {
    return this.node.backbone;
  }

  get runtime() {
    return this.node.runtime;
  }

  progress() {
    return this.node.runtime.progress();
  }

  async restart(handlers: readonly object[] = this.options.handlers): Promise<void> {
    await this.node.crash();
    await this.start(handlers);
  }

  async stop(): Promise<void> {
    await this.node.stop();
  }
}

/** Everything in memory, on a clock that only the test moves. */
export class MemoryRig implements Rig {
  private readonly clock = new VirtualClock();
  readonly bus = new MemoryBus(this.clock);
  private readonly launched: MemoryLaunched[] = [];

  now(): number {
    return this.clock.now();
  }

  async launch(options: LaunchOptions): Promise<Launched> {
    const service = new MemoryLaunched(this.bus, this.clock, options);
    await this.bus.ensureTopics([
      { name: 'till.payment.v1', partitions: 2 },
      { name: 'shop.order.v1', partitions: 2 },
    ]);
    await service.start(options.handlers);
    this.launched.push(service);
    return service;
  }

  async publish(...messages: Parameters<Rig['publish']>): Promise<void> {
    await this.bus.publish(messages);
  }

  async until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      await turns(5);
      if (await condition()) return;
      await this.clock.advance(STEP_MS);
    }
    throw new Error(`never: ${what}`);
  }

  async later(ms: number): Promise<void> {
    for (let gone = 0; gone < ms; gone += STEP_MS) {
      await turns(5);
      await this.clock.advance(STEP_MS);
    }
  }

  async rest(...services: Launched[]): Promise<void> {
    for (let still = 0; still < 5;) {
      await this.later(STEP_MS * 5);
      const through = await Promise.all(services.map(async (service) => isThrough(await service.progress())));
      const idle = services.every((service) => (service as MemoryLaunched).node.idle);
      still = idle && !this.bus.busy && through.every(Boolean) ? still + 1 : 0;
    }
  }

  async rebalance(service: Launched): Promise<void> {
    const { name = 'shop' } = (service as MemoryLaunched)['options'];
    this.bus.rebalance(name);
    await turns(5);
  }

  async close(): Promise<void> {
    for (const service of this.launched) await service.stop();
    await this.bus.close();
  }
}
