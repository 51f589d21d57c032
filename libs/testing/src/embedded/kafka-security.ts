import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KafkaConnection } from '@entrepot/messaging';
import type { Certificate } from './certificates';

/** The broker's own user; may do everything. */
export const BROKER_USER = 'broker';

const MECHANISM = 'SCRAM-SHA-512';
const LOGIN = 'org.apache.kafka.common.security.scram.ScramLoginModule required';

/** A file beside the certificates that tells Kafka's own tools how to reach the broker as its own user. */
export const TOOL_PROPERTIES = 'tools.properties';

/** A broker that is reached by TLS and SCRAM-SHA-512 only, and lets users do only what ACLs say. */
export interface KafkaSecurity {
  readonly certificate: Certificate;
  /** PEM of who signed it. */
  readonly authority: string;
  /** Password by user; `broker` must be among them. */
  readonly users: Readonly<Record<string, string>>;
}

/** Settings of the broker in place of those of an open one. Writes the certificates into the folder, and what tools are to be told. */
export function securitySettings(security: KafkaSecurity, folder: string): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  const keystore = join(folder, 'keystore.pem');
  const truststore = join(folder, 'truststore.pem');
  writeFileSync(keystore, security.certificate.key + security.certificate.cert, { mode: 0o600 });
  writeFileSync(truststore, security.authority);
  const login = `${LOGIN} username="${BROKER_USER}" password="${security.users[BROKER_USER] ?? ''}";`;
  const tool = [
    ...['security.protocol=SASL_SSL', `sasl.mechanism=${MECHANISM}`, `sasl.jaas.config=${login}`],
    ...['ssl.truststore.type=PEM', `ssl.truststore.location=${truststore}`],
  ];
  writeFileSync(join(folder, TOOL_PROPERTIES), tool.join('\n'), { mode: 0o600 });
  return {
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL',
    'inter.broker.listener.name': 'SASL_SSL',
    'sasl.enabled.mechanisms': MECHANISM,
    'sasl.mechanism.inter.broker.protocol': MECHANISM,
    [`listener.name.sasl_ssl.${MECHANISM.toLowerCase()}.sasl.jaas.config`]: login,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': truststore,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    // The broker speaks to its own controller without a name; nobody else reaches that listener.
    'super.users': `User:${BROKER_USER};User:ANONYMOUS`,
  };
}

/** Arguments that make the users while the storage is formatted. */
export function scramArguments({ users }: KafkaSecurity): string[] {
  return Object.entries(users).flatMap(([name, password]) => [
    '--add-scram',
    `${MECHANISM}=[name=${name},password=${password}]`,
  ]);
}

/** How the broker is reached as its own user. */
export function brokerConnection(address: string, { authority, users }: KafkaSecurity): KafkaConnection {
  const sasl = { mechanism: 'scram-sha-512', username: BROKER_USER, password: users[BROKER_USER] ?? '' } as const;
  return { brokers: [address], clientId: 'entrepot-testing', ssl: { ca: authority }, sasl };
}
