import { checkKafka, type Finding, type Subject } from '@entrepot/messaging';
import type { ServiceConfig } from '../../config/service.config';
import { kafkaConnection } from '../kafka-connection';
import { wishesOf, type Connecting } from './kafka-wishes';
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

/**
 * Looks whether a service can work with the Kafka and the MongoDB that its settings name, and how well: one sentence per finding.
 * `patienceMs`: how long servers may be away. Changes nothing, and needs no running service.
 */
export async function checkConnections(config: ServiceConfig, service: Connecting, patienceMs = 0): Promise<Verdict> {
  const connection = kafkaConnection(config, `entrepot-${service.name}-check`);
  const [findings, mongo] = await Promise.all([
    checkKafka(connection, wishesOf(config, service, patienceMs)),
    checkMongo(config, service, patienceMs),
  ]);
  const said = (level: Finding['level']) =>
    findings.filter((finding) => finding.level === level).map(({ about, text }) => `${SETTINGS[about]}: ${text}`);
  return {
    problems: [...said('problem'), ...mongo.problems],
    warnings: [...clearText(config), ...said('warning'), ...mongo.warnings],
  };
}

function clearText({ kafkaTls, kafkaSaslMechanism }: ServiceConfig): string[] {
  if (kafkaTls || kafkaSaslMechanism !== 'plain') return [];
  return ['KAFKA_SASL_MECHANISM: plain without KAFKA_TLS sends the password in clear text'];
}
