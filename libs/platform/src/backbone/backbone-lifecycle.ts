import { Inject, Injectable } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadAllContracts, topics } from '@entrepot/contracts';
import { KafkaTransport, Relay, type HandlerDefinition, type ServiceParts } from '@entrepot/messaging';
import type { Connection } from 'mongoose';
import { ServiceConfig } from '../config/service.config';
import { cachedVital, Vitals } from '../health/vitals';
import { StartProblems } from '../start/start-problems';
import { SERVICE_DEFINITION, type ServiceDefinition } from './service-definition';
import { MONGO_CONNECTION, SERVICE_PARTS } from './tokens';

/** Three times the session timeout of the consumer: by then the broker has given its partitions away. */
const DEAF_AFTER_MS = 90_000;

type ViewDefinition = Extract<HandlerDefinition, { kind: 'projection' | 'list' }>;

/** Starts what a service stands on, in order, and leaves in order. */
@Injectable()
export class BackboneLifecycle {
  constructor(
    @Inject(SERVICE_PARTS) private readonly parts: ServiceParts,
    @Inject(SERVICE_DEFINITION) private readonly definition: ServiceDefinition,
    private readonly transport: KafkaTransport,
    private readonly relay: Relay,
  ) {}

  /** Collections, indexes and topics exist after this, and Nest's handlers are known to the transport. */
  async prepare(app: NestExpressApplication): Promise<void> {
    loadAllContracts();
    app.connectMicroservice({ strategy: this.transport });
    this.openViews();
    await this.parts.backbone.prepare();
    const { topicPartitions, topicReplication } = app.get(ServiceConfig);
    const plans = topics().map(({ name }) => ({ name, partitions: topicPartitions, replication: topicReplication }));
    await this.parts.bus.ensureTopics(plans).catch((error: unknown) => {
      throw new StartProblems([`topics cannot be created: ${(error as Error).message}`], error);
    });
    this.watchVitals(app);
  }

  async start(app: NestExpressApplication): Promise<void> {
    await app.startAllMicroservices();
    this.relay.start();
  }

  /** Takes nothing more, finishes what is under way, publishes it, gives back lease and group. */
  async stop(): Promise<void> {
    await this.transport.close();
    await this.parts.backbone.stop();
    await this.relay.stop();
  }

  private openViews(): void {
    const handlers = [...this.transport.getHandlers().values()];
    const definitions = handlers.map(({ extras }) => extras?.['definition'] as HandlerDefinition | undefined);
    const views = definitions.filter(
      (known): known is ViewDefinition => known?.kind === 'projection' || known?.kind === 'list',
    );
    const unwritten = (this.definition.views ?? []).filter((name) => !views.some(({ view }) => view === name));
    if (unwritten.length > 0) {
      throw new StartProblems(
        unwritten.map((name) => `view ${name} is listed, but no @Projects or @Lists controller writes it`),
      );
    }
    for (const { view, indexes } of views) this.parts.backbone.view(view, indexes);
  }

  private watchVitals(app: NestExpressApplication): void {
    const vitals = app.get(Vitals);
    const connection = app.get<Connection>(MONGO_CONNECTION);
    vitals.watch(
      'mongo',
      cachedVital(() => connection.db!.admin().ping()),
    );
    vitals.watch('consumer', () => {
      const silentMs = this.transport.runtime?.silentMs;
      const deaf = silentMs !== undefined && silentMs > DEAF_AFTER_MS;
      return { ok: this.transport.runtime !== undefined && !deaf, alive: !deaf, details: { silentMs } };
    });
    vitals.watch('relay', () => {
      const { leading, sending } = this.relay.state;
      return { ok: true, details: { role: leading ? 'publishes' : 'stands by', sending } };
    });
  }
}
