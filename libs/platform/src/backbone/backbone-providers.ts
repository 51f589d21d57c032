import type { FactoryProvider, Provider } from '@nestjs/common';
import {
  AuditTrail,
  Commands,
  DeadLetters,
  LoopPace,
  mongoBackbone,
  ParkedInputs,
  Store,
  Streams,
  Tasks,
  type Backbone,
  type CommitObserver,
} from '@entrepot/eventstore';
import {
  databaseClock,
  defaultLimits,
  KafkaBus,
  KafkaTransport,
  registryContracts,
  Relay,
  type ServiceParts,
} from '@entrepot/messaging';
import { Privacy } from '@entrepot/privacy';
import { Logger } from '@nestjs/common';
import type { Connection } from 'mongoose';
import { ServiceConfig } from '../config/service.config';
import { commitMetrics, messageMetrics } from '../metrics/runtime-metrics';
import { LaunchContext } from '../start/launch-context';
import { StartProblems } from '../start/start-problems';
import type { ProcessTracing } from '../tracing/process-tracing';
import { DatabaseTime } from './database-time';
import { viewToken } from './inject-view';
import { kafkaConnection } from './kafka-connection';
import { connectMongo } from './mongo-connection';
import { outgoingFaults } from './outgoing-validator';
import { privacyProviders } from './privacy-providers';
import { SealedHeld } from './sealed-held';
import type { ServiceDefinition } from './service-definition';
import { BACKBONE, MONGO_CONNECTION, SERVICE_PARTS } from './tokens';

/** Connections, stores and runtime of one service, as providers. */
export function backboneProviders(definition: ServiceDefinition): Provider[] {
  const views = (definition.views ?? []).map((name) => from(viewToken(name), (backbone) => backbone.view(name)));
  return [
    mongoProvider(definition),
    backboneProvider(definition),
    from(Commands, ({ commands }) => commands),
    from(Streams, ({ streams }) => streams),
    from(DatabaseTime, (backbone) => new DatabaseTime(backbone)),
    from(Store, ({ store }) => store),
    from(Tasks, ({ tasks }) => tasks),
    from(ParkedInputs, ({ parkedInputs }) => parkedInputs),
    from(AuditTrail, ({ audit }) => audit),
    from(DeadLetters, ({ deadLetters }) => deadLetters),
    ...views,
    ...(definition.personalData === undefined ? [] : privacyProviders()),
    { provide: KafkaBus, useFactory: openBus(definition.name), inject: [ServiceConfig, LaunchContext] },
    partsProvider(definition),
    { provide: KafkaTransport, useFactory: openTransport, inject: [SERVICE_PARTS, LaunchContext] },
    { provide: Relay, useFactory: (parts: ServiceParts) => new Relay(parts), inject: [SERVICE_PARTS] },
  ];
}

/** One event loop, one pace. */
const pace = new LoopPace();
const gapMs = (): number => pace.gapMs;

function from(provide: FactoryProvider['provide'], pick: (backbone: Backbone) => unknown): FactoryProvider {
  return { provide, useFactory: pick, inject: [BACKBONE] };
}

function mongoProvider({ name }: ServiceDefinition): FactoryProvider {
  const useFactory = async (config: ServiceConfig, { opened }: LaunchContext) => {
    const connection = await connectMongo(config, name);
    opened.add('mongo', () => connection.close());
    return connection;
  };
  return { provide: MONGO_CONNECTION, useFactory, inject: [ServiceConfig, LaunchContext] };
}

function backboneProvider({ personalData }: ServiceDefinition): FactoryProvider<Backbone> {
  const open = (connection: Connection, { tracing }: LaunchContext) =>
    mongoBackbone(connection, { validate: outgoingFaults, observer: observed(tracing), gapMs });
  const { plainTopics } = personalData ?? {};
  if (plainTopics === undefined)
    return { provide: BACKBONE, useFactory: open, inject: [MONGO_CONNECTION, LaunchContext] };
  const openSealed = (connection: Connection, context: LaunchContext, privacy: Privacy) =>
    new SealedHeld(privacy, plainTopics).around(open(connection, context));
  return { provide: BACKBONE, useFactory: openSealed, inject: [MONGO_CONNECTION, LaunchContext, Privacy] };
}

/** Commits are measured, and recorded as parts of the traces that they belong to. */
function observed({ committed }: ProcessTracing): CommitObserver {
  if (committed === undefined) return commitMetrics;
  return {
    ...commitMetrics,
    committed(group) {
      commitMetrics.committed?.(group);
      committed(group);
    },
  };
}

function openBus(name: string) {
  const logger = new Logger('kafka');
  return async (config: ServiceConfig, { opened }: LaunchContext): Promise<KafkaBus> => {
    const { kafkaBrokers, topicPrefix, kafkaSessionTimeoutMs: sessionTimeoutMs } = config;
    const log = (level: 'error' | 'warn', message: string, context: object) => logger[level](message, context);
    const bus = new KafkaBus({
      ...kafkaConnection(config, `entrepot-${name}`),
      ...{ log, fetch: { sessionTimeoutMs }, gapMs },
      ...(topicPrefix !== undefined && { topicPrefix }),
    });
    opened.add('kafka', () => bus.close());
    await bus.connect().catch((error: unknown) => {
      const reason = (error as Error).message;
      throw new StartProblems([`KAFKA_BROKERS: no broker answers at ${kafkaBrokers.join(', ')} (${reason})`], error);
    });
    return bus;
  };
}

function partsProvider({ name, errors }: ServiceDefinition): FactoryProvider<ServiceParts> {
  const useFactory = (backbone: Backbone, bus: KafkaBus, { tracing }: LaunchContext): ServiceParts => ({
    ...{ name, backbone, bus, errors },
    contracts: registryContracts(),
    clock: databaseClock(backbone.now),
    watch: messageMetrics,
    tracing,
    limits: defaultLimits,
  });
  return { provide: SERVICE_PARTS, useFactory, inject: [BACKBONE, KafkaBus, LaunchContext] };
}

function openTransport(parts: ServiceParts, { fatal }: LaunchContext): KafkaTransport {
  return new KafkaTransport({ parts, onEnded: fatal });
}
