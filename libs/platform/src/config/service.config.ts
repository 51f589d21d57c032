import { ArrayNotEmpty, IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { fixedKeys, type Trust } from '../access/api-keys';
import { Setting } from './setting';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a process with an HTTP door is told by its environment. */
export class DoorConfig {
  @Setting('TCP port of the HTTP door; 0 takes a free one')
  @IsInt()
  @Min(0)
  @Max(65535)
  port!: number;

  @Setting('Address that the HTTP door listens on', { default: '127.0.0.1' })
  @Matches(/^[\w.:-]+$/, { message: 'must be a host name or an IP address' })
  serviceHost!: string;

  @Setting(
    'Keys, `merchant:key`, comma separated, that may do everything at their merchant, besides those that access issues',
    {
      secret: true,
      optional: true,
    },
  )
  @IsOptional()
  @Matches(/^[A-Za-z0-9_.-]{1,64}:\S{8,200}$/, {
    each: true,
    message: 'must be merchant:key, the key 8 to 200 characters',
  })
  apiKeys?: string[];

  @Setting('What is logged', { default: 'info' })
  @IsIn(LOG_LEVELS)
  logLevel!: LogLevel;

  @Setting('Longest time for leaving after SIGTERM, milliseconds', { default: 25_000 })
  @IsInt()
  @Min(100)
  shutdownTimeoutMs!: number;

  /** Whom the door believes, besides the keys that access issues. */
  get trust(): Trust {
    return { fixedKeys: fixedKeys(this.apiKeys ?? []) };
  }
}

/**
 * What every service is told by its environment. A service's own settings stand in `<service>.config.ts`, in a class that
 * extends this one. Parsed once, before Nest starts; the class itself is the injection token.
 */
// eslint-disable-next-line no-restricted-syntax -- a service is one of our processes here, the thing that is configured
export class ServiceConfig extends DoorConfig {
  @Setting('Kafka brokers, `host:port`, comma separated')
  @ArrayNotEmpty()
  @Matches(/^[\w.-]+:\d+$/, { each: true, message: 'must be host:port' })
  kafkaBrokers!: string[];

  @Setting('MongoDB replica set: every broker of truth needs majority reads and change streams', { secret: true })
  @Matches(/^mongodb(\+srv)?:\/\/\S+$/, { message: 'must start with mongodb:// or mongodb+srv://' })
  mongodbUri!: string;

  @Setting('Put in front of every topic, group and database, so that several systems can share a backend', {
    optional: true,
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,24}$/, { message: 'must be 1 to 24 of A-Z a-z 0-9 _ -' })
  topicPrefix?: string;

  @Setting('Partitions of a topic that is created', { default: 6 })
  @IsInt()
  @Min(1)
  @Max(1000)
  topicPartitions!: number;

  @Setting('Replicas of a topic that is created', { default: 1 })
  @IsInt()
  @Min(1)
  @Max(7)
  topicReplication!: number;

  @Setting('How long a silent consumer keeps its partitions, milliseconds', { default: 30_000 })
  @IsInt()
  @Min(6_000)
  @Max(300_000)
  kafkaSessionTimeoutMs!: number;
}
