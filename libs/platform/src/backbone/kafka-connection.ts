import { hostname } from 'node:os';
import type { KafkaConnection } from '@entrepot/messaging';
import type { ConnectionConfig } from '../config/connection.config';

/** How Kafka is reached as the settings say, for a process called `name`. */
export function kafkaConnection(config: ConnectionConfig, name: string): KafkaConnection {
  const sasl = saslOf(config);
  return {
    brokers: config.kafkaBrokers,
    clientId: config.kafkaClientId ?? `${name}@${hostname()}`,
    ...(config.kafkaTls && { ssl: tlsOf(config) }),
    ...(sasl !== undefined && { sasl }),
  };
}

function tlsOf({ kafkaTlsCa: ca, kafkaTlsCert: cert, kafkaTlsKey: key, kafkaTlsServerName }: ConnectionConfig) {
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert, key }),
    ...(kafkaTlsServerName !== undefined && { servername: kafkaTlsServerName }),
  };
}

function saslOf(config: ConnectionConfig): KafkaConnection['sasl'] {
  const { kafkaSaslMechanism: mechanism, kafkaSaslUsername: username, kafkaSaslPassword: password } = config;
  if (mechanism === undefined || username === undefined || password === undefined) return undefined;
  return { mechanism, username, password } as KafkaConnection['sasl'];
}
