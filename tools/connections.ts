import { kafkaClient } from '@entrepot/messaging';
import { kafkaConnection, parseConnections } from '@entrepot/platform';
import type { Kafka } from 'kafkajs';

/** How a tool reaches the brokers of a system: told of TLS and its user by the same variables as the services (`KAFKA_TLS`, ...). */
export function kafkaOf(brokers: readonly string[], name: string): Kafka {
  const given = { ...process.env, KAFKA_BROKERS: brokers.join() };
  const settings = parseConnections({ ...given, MONGODB_URI: process.env['MONGODB_URI'] ?? 'mongodb://not-used' });
  return kafkaClient(kafkaConnection(settings, name));
}
