import { loadAllContracts, topics } from '@entrepot/contracts';
import { checkKafka, type Finding, type KafkaWishes, type Subject, type TopicPlan } from '@entrepot/messaging';
import type { ServiceConfig } from '../../config/service.config';
import { kafkaConnection } from '../kafka-connection';
import { checkMongo, type Verdict } from './mongo-findings';

export type { Verdict } from './mongo-findings';

/** Which setting a finding is about. */
const SETTINGS: Readonly<Record<Subject, string>> = {
  address: 'KAFKA_BROKERS',
  tls: 'KAFKA_TLS',
  user: 'KAFKA_SASL_USERNAME',
  topics: 'Kafka',
  group: 'Kafka',
};

const HOUR_MS = 3_600_000;

/**
 * Looks whether a service can work with the Kafka and the MongoDB that its settings name, and how well: one sentence per finding.
 * `patienceMs`: how long brokers may be away. Changes nothing, and needs no running service.
 */
export async function checkConnections(config: ServiceConfig, service: string, patienceMs = 0): Promise<Verdict> {
  const connection = kafkaConnection(config, `entrepot-${service}-check`);
  const [findings, mongo] = await Promise.all([
    checkKafka(connection, wishesOf(config, service, patienceMs)),
    checkMongo(config, service),
  ]);
  const said = (level: Finding['level']) =>
    findings.filter((finding) => finding.level === level).map(({ about, text }) => `${SETTINGS[about]}: ${text}`);
  return {
    problems: [...said('problem'), ...mongo.problems],
    warnings: [...clearText(config), ...said('warning'), ...mongo.warnings],
  };
}

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

function wishesOf(config: ServiceConfig, service: string, patienceMs: number): KafkaWishes {
  const prefix = config.topicPrefix === undefined ? '' : `${config.topicPrefix}-`;
  const plans = new Map(plansOf(service, config).map((plan) => [plan.name, plan]));
  return {
    ...{ group: prefix + service, production: config.nodeEnv === 'production', patienceMs },
    topics: topicsOf(service).map(({ name, owner, readers, events }) => ({
      ...(plans.get(name) as Required<TopicPlan>),
      name: prefix + name,
      reads: readers.includes(service),
      writes: owner === service && events.length > 0,
    })),
  };
}

function clearText({ kafkaTls, kafkaSaslMechanism }: ServiceConfig): string[] {
  if (kafkaTls || kafkaSaslMechanism !== 'plain') return [];
  return ['KAFKA_SASL_MECHANISM: plain without KAFKA_TLS sends the password in clear text'];
}
