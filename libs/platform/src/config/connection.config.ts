import { ArrayNotEmpty, IsIn, IsOptional, Matches } from 'class-validator';
import { connectionContradictions } from './connection-rules';
import { DoorConfig } from './door.config';
import { parseConfig } from './parse-config';
import { Setting, settingsOf, type SettingDefinition } from './setting';
import type { Environment } from './setting-text';

export const SASL_MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
export type SaslMechanism = (typeof SASL_MECHANISMS)[number];

/** How Kafka and MongoDB are reached, and as whom. */
export class ConnectionConfig extends DoorConfig {
  @Setting('Kafka brokers, `host:port`, comma separated')
  @ArrayNotEmpty()
  @Matches(/^[\w.-]+:\d+$/, { each: true, message: 'must be host:port' })
  kafkaBrokers!: string[];

  @Setting('What this process is called at the brokers; by default the names of service and machine', {
    optional: true,
  })
  @IsOptional()
  @Matches(/^[\w.@:-]{1,200}$/, { message: 'must be 1 to 200 of A-Z a-z 0-9 _ . @ : -' })
  kafkaClientId?: string;

  @Setting('Whether Kafka is reached by TLS', { default: false })
  kafkaTls!: boolean;

  @Setting('Authorities (PEM) that sign the certificates of the brokers; by default those that Node knows', {
    ...{ key: 'KAFKA_TLS_CA_FILE', file: true, optional: true },
  })
  kafkaTlsCa?: string;

  @Setting('Our certificate (PEM, with its chain), where the brokers ask for one', {
    ...{ key: 'KAFKA_TLS_CERT_FILE', file: true, optional: true },
  })
  kafkaTlsCert?: string;

  @Setting('The key of our certificate (PEM, without a passphrase)', {
    ...{ key: 'KAFKA_TLS_KEY_FILE', file: true, optional: true },
  })
  kafkaTlsKey?: string;

  @Setting('Name in the certificates of the brokers, where it is not the host they are reached at', { optional: true })
  @IsOptional()
  @Matches(/^[\w.-]+$/, { message: 'must be a host name' })
  kafkaTlsServerName?: string;

  @Setting('How we prove to the brokers who we are: plain, scram-sha-256 or scram-sha-512', { optional: true })
  @IsOptional()
  @IsIn(SASL_MECHANISMS)
  kafkaSaslMechanism?: SaslMechanism;

  @Setting('Our name at the brokers', { optional: true })
  kafkaSaslUsername?: string;

  @Setting('Our password at the brokers', { optional: true, secret: true })
  kafkaSaslPassword?: string;

  @Setting('MongoDB replica set: majority reads and transactions need one', { secret: true })
  @Matches(/^mongodb(\+srv)?:\/\/\S+$/, { message: 'must start with mongodb:// or mongodb+srv://' })
  mongodbUri!: string;

  @Setting('Our name at MongoDB, where it is not in MONGODB_URI', { optional: true })
  mongodbUsername?: string;

  @Setting('Our password at MongoDB, where it is not in MONGODB_URI', { optional: true, secret: true })
  mongodbPassword?: string;

  @Setting('Database that knows our name; by default what MONGODB_URI says, else admin', { optional: true })
  mongodbAuthSource?: string;

  @Setting('Whether MongoDB is reached by TLS; by default what MONGODB_URI says', { optional: true })
  mongodbTls?: boolean;

  @Setting('Authorities (PEM) that sign the certificates of MongoDB; by default those that Node knows', {
    ...{ key: 'MONGODB_TLS_CA_FILE', file: true, optional: true },
  })
  mongodbTlsCa?: string;

  @Setting('Our certificate (PEM, with its chain), where MongoDB asks for one', {
    ...{ key: 'MONGODB_TLS_CERT_FILE', file: true, optional: true },
  })
  mongodbTlsCert?: string;

  @Setting('The key of our certificate (PEM, without a passphrase)', {
    ...{ key: 'MONGODB_TLS_KEY_FILE', file: true, optional: true },
  })
  mongodbTlsKey?: string;

  override contradictions(): string[] {
    return [...super.contradictions(), ...connectionContradictions(this)];
  }
}

/** Settings of the connections alone: what a tool needs that has no door. */
export function connectionSettings(): SettingDefinition[] {
  const ofTheDoor = new Set(settingsOf(DoorConfig).map(({ key }) => key));
  return settingsOf(ConnectionConfig).filter(({ key }) => !ofTheDoor.has(key));
}

/** How a tool reaches Kafka and MongoDB: told as services are. Throws `StartProblems`. */
export function parseConnections(environment: Environment): ConnectionConfig {
  return parseConfig(ConnectionConfig, environment, connectionSettings());
}
