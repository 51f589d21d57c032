import { setTimeout as sleep } from 'node:timers/promises';
import { mongoBackbone, type Backbone } from '@entrepot/eventstore';
import { testBackend, uniqueName } from '@entrepot/testing';
import mongoose from 'mongoose';
import { defaultLimits, HandlerRuntime, KafkaBus, Relay, databaseClock, type ServiceParts } from '../src/index';
import { dropTopics } from './drop-topics';
import { isThrough, notes, QUICK, type Launched, type LaunchOptions, type Rig } from './rig';
import { shopContracts, shopErrors } from './shop';

const PATIENCE_MS = 30_000;

class RealLaunched implements Launched {
  backbone!: Backbone;
  runtime!: HandlerRuntime;
  private relay!: Relay;
  private connection!: mongoose.Connection;
  private running = false;
  private readonly kept = notes();
  readonly alarms = this.kept.alarms;
  readonly settled = this.kept.settled;
  readonly name: string;

  constructor(
    private readonly bus: KafkaBus,
    private readonly dbName: string,
    private readonly options: LaunchOptions,
  ) {
    this.name = options.name ?? 'shop';
  }

  async start(handlers: readonly object[]): Promise<void> {
    this.connection = await mongoose.createConnection(testBackend().mongoUri, { dbName: this.dbName }).asPromise();
    this.backbone = mongoBackbone(this.connection);
    const parts: ServiceParts = {
      name: this.name,
      backbone: this.backbone,
      bus: this.bus,
      contracts: shopContracts,
      errors: shopErrors,
      clock: databaseClock(this.backbone.now),
      watch: this.kept.watch,
      limits: { ...defaultLimits, ...QUICK, ...this.options.limits },
    };
    const ended = (error: Error) => {
      throw error;
    };
    this.runtime = new HandlerRuntime(parts, handlers, ended);
    this.relay = new Relay(parts);
    await this.backbone.prepare();
    this.relay.start();
    await this.runtime.start();
    this.running = true;
  }

  progress() {
    return this.runtime.progress();
  }

  get idle(): boolean {
    return this.runtime.idle && this.relay.state.sending === 0;
  }

  async restart(handlers: readonly object[] = this.options.handlers): Promise<void> {
    await this.runtime.abandon();
    await this.relay.stop();
    await this.connection.close();
    await this.start(handlers);
  }

  async stop(): Promise<void> {
    if (!this.running) return;
    this.running = false;
    await this.runtime.stop();
    await this.relay.stop();
    await this.backbone.stop();
  }

  async clean(): Promise<void> {
    await this.connection.dropDatabase();
    await this.connection.close();
  }
}

/** A real Kafka and a real mongod, in real time. */
export class RealRig implements Rig {
  private readonly prefix = uniqueName('msg');
  private readonly brokers = testBackend().brokers.split(',');
  readonly bus = new KafkaBus({ brokers: this.brokers, clientId: 'rig', topicPrefix: this.prefix });
  private readonly launched: RealLaunched[] = [];

  now(): number {
    return Date.now();
  }

  async launch(options: LaunchOptions): Promise<Launched> {
    const service = new RealLaunched(this.bus, `${this.prefix}-${this.launched.length}`, options);
    await this.bus.ensureTopics([
      { name: 'till.payment.v1', partitions: 2 },
      { name: 'shop.order.v1', partitions: 2 },
      { name: 'shop.intake.v1', partitions: 2 },
      { name: 'till.news.v1', partitions: 2 },
    ]);
    await service.start(options.handlers);
    this.launched.push(service);
    return service;
  }

  async publish(...messages: Parameters<Rig['publish']>): Promise<void> {
    await this.bus.publish(messages);
  }

  async until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await condition())) {
      if (Date.now() > deadline) throw new Error(`not within ${PATIENCE_MS} ms: ${what}`);
      await sleep(10);
    }
  }

  async later(ms: number): Promise<void> {
    await sleep(ms);
  }

  async rest(...services: Launched[]): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let still = 0; still < 3;) {
      if (Date.now() > deadline) throw new Error('the services did not come to rest');
      await sleep(50);
      const through = await Promise.all(services.map(async (service) => isThrough(await service.progress())));
      const idle = services.every((service) => (service as RealLaunched).idle);
      still = idle && through.every(Boolean) ? still + 1 : 0;
    }
  }

  /** Somebody joins the group and leaves it again. */
  async rebalance(service: Launched): Promise<void> {
    const { name } = service as RealLaunched;
    const guest = { assigned: () => Promise.resolve(), received: () => undefined, failed: () => undefined };
    const reading = await this.bus.read(name, service.runtime.topics, guest);
    await sleep(300);
    await reading.leave();
  }

  async close(): Promise<void> {
    for (const service of this.launched) await service.stop();
    for (const service of this.launched) await service.clean();
    await this.bus.close();
    await dropTopics(this.brokers, this.prefix);
  }
}
