import { Inject, Injectable } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { KafkaTransport, Relay, type HandlerDefinition, type ServiceParts } from '@entrepot/messaging';
import type { Connection } from 'mongoose';
import type { Registry } from 'prom-client';
import { AccessCopies } from '../access/access-copies';
import { ServiceConfig } from '../config/service.config';
import { consumerSign } from '../health/consumer-sign';
import { cachedVital, Vitals } from '../health/vitals';
import { watchBacklog } from '../metrics/backlog-gauges';
import { SERVICE_REGISTRY } from '../metrics/metrics.controller';
import { StartProblems } from '../start/start-problems';
import { plansOf } from './check/kafka-wishes';
import { SERVICE_DEFINITION, type ServiceDefinition } from './service-definition';
import { MONGO_CONNECTION, SERVICE_PARTS } from './tokens';

type ViewDefinition = Extract<HandlerDefinition, { kind: 'projection' | 'list' | 'mirror' }>;

/** Starts what a service stands on, in order, and leaves in order. */
@Injectable()
export class BackboneLifecycle {
  private copies?: AccessCopies;

  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(SERVICE_DEFINITION) private readonly definition: ServiceDefinition,
    private readonly transport: KafkaTransport,
    private readonly relay: Relay,
  ) {}

  /** Collections, indexes and topics exist after this, and Nest's handlers are known to the transport. */
  async prepare(app: NestExpressApplication): Promise<void> {
    app.connectMicroservice({ strategy: this.transport });
    this.openViews();
    await this.parts.backbone.prepare();
    this.copies = app.get(AccessCopies);
    await this.copies.load();
    await this.parts.bus.ensureTopics(plansOf(this.definition.name, app.get(ServiceConfig))).catch((error: unknown) => {
      throw new StartProblems([`topics cannot be created: ${(error as Error).message}`], error);
    });
    this.watchVitals(app);
    const runtime = () => this.transport.runtime;
    const sagas = this.definition.standingStill ?? [];
    watchBacklog(app.get<Registry>(SERVICE_REGISTRY), { parts: this.parts, relay: this.relay, runtime, sagas });
  }

  /** What the door commits is published from now on; resolves when messages are consumed. */
  async start(app: NestExpressApplication): Promise<void> {
    this.relay.start();
    this.copies?.start();
    await app.startAllMicroservices();
  }

  /** Takes nothing more, finishes what is under way, publishes it, gives back lease and group. */
  async stop(): Promise<void> {
    await this.copies?.stop();
    await this.transport.drain();
    await this.parts.backbone.stop();
    await this.relay.stop();
    await this.transport.close();
  }

  private openViews(): void {
    const handlers = [...this.transport.getHandlers().values()];
    const definitions = handlers.map(({ extras }) => extras?.['definition'] as HandlerDefinition | undefined);
    const views = definitions.filter((known): known is ViewDefinition =>
      ['projection', 'list', 'mirror'].includes(known?.kind ?? ''),
    );
    const unwritten = (this.definition.views ?? []).filter((name) => !views.some(({ view }) => view === name));
    if (unwritten.length > 0) {
      throw new StartProblems(
        unwritten.map((name) => `view ${name} is listed, but no @Projects, @Lists or @Mirrors controller writes it`),
      );
    }
    for (const { view, indexes } of views) this.parts.backbone.view(view, indexes);
  }

  private watchVitals(app: NestExpressApplication): void {
    const vitals = app.get(Vitals);
    const connection = app.get<Connection>(MONGO_CONNECTION);
    const { kafkaSessionTimeoutMs } = app.get(ServiceConfig);
    vitals.watch(
      'mongo',
      cachedVital(() => connection.db!.admin().ping()),
    );
    vitals.watch('consumer', () => {
      const { runtime } = this.transport;
      if (runtime === undefined) return { ok: false };
      return consumerSign({ silentMs: runtime.silentMs, idleMs: runtime.idleMs }, kafkaSessionTimeoutMs);
    });
    vitals.watch('relay', () => {
      const { leading, sending } = this.relay.state;
      return { ok: true, details: { role: leading ? 'publishes' : 'stands by', sending } };
    });
  }
}
