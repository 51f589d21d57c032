import { loadAllContracts, topics } from '@entrepot/contracts';
import { rebuildGroups, TopicNames, type KafkaWishes, type TopicPlan } from '@entrepot/messaging';
import type { ServiceConfig } from '../../config/service.config';
import { readersOf } from '../readers-of';
import type { ServiceDefinition } from '../service-definition';

/** As much of a service's definition as says what it does at Kafka and MongoDB. */
export type Connecting = Pick<ServiceDefinition, 'name' | 'personalData' | 'awaitsReadersOf'>;

const HOUR_MS = 3_600_000;

/** Topics that a service publishes to and reads, as contracts say. */
function topicsOf(service: string): ReturnType<typeof topics> {
  loadAllContracts();
  return topics().filter(({ owner, readers }) => owner === service || readers.includes(service));
}

/** Topics that a service publishes to and reads, as they are created. Events are kept: what is made of them can be made anew. */
export function plansOf(service: string, config: ServiceConfig): TopicPlan[] {
  const { topicPartitions: partitions, topicReplication: replication, minIsr, intakeRetentionHours } = config;
  return topicsOf(service).map(({ name, events }) => ({
    ...{ name, partitions, replication, minIsr },
    retentionMs: events.length > 0 ? -1 : intakeRetentionHours * HOUR_MS,
  }));
}

/**
 * All that a service does at Kafka: what the check at its start looks for, and what its user is granted. It reads all topics of its own, whoever is
 * named as a reader: what it keeps of its streams (lists, timers) may come from any of them.
 */
export function wishesOf(
  config: ServiceConfig,
  { name: service, personalData, awaitsReadersOf = [] }: Connecting,
  patienceMs = 0,
): KafkaWishes {
  const names = new TopicNames(config.topicPrefix);
  const plans = new Map(plansOf(service, config).map((plan) => [plan.name, plan]));
  const own = topicsOf(service);
  const hearsOthers = own.some(({ owner }) => owner !== service);
  return {
    ...{ group: names.full(service), production: config.nodeEnv === 'production', patienceMs },
    ...(hearsOthers && { passingGroups: names.full(rebuildGroups(service)) }),
    watchedGroups: readersOf(awaitsReadersOf).flatMap((reader) => (reader === service ? [] : [names.full(reader)])),
    topics: own.map(({ name, owner, events }) => ({
      ...(plans.get(name) as Required<TopicPlan>),
      ...{ name: names.full(name), writes: owner === service && events.length > 0 },
      deletes: personalData?.plainTopics?.[name] !== undefined,
    })),
  };
}
