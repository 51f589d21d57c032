import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { ConnectionConfig } from './connection.config';
import { DoorConfig } from './door.config';
import { parseConfig } from './parse-config';
import { Setting, settingsOf } from './setting';
import type { Environment } from './setting-text';

export { DoorConfig, LOG_LEVELS, type LogLevel } from './door.config';

/**
 * What every service is told by its environment. A service's own settings stand in `<service>.config.ts`, in a class that
 * extends this one. Parsed once, before Nest starts; the class itself is the injection token.
 */
// eslint-disable-next-line no-restricted-syntax -- a service is one of our processes here, the thing that is configured
export class ServiceConfig extends ConnectionConfig {
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

  @Setting(
    'Replicas that must have a message before it counts, of a topic that is created; by default 2 of 3 or more',
    {
      optional: true,
    },
  )
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(7)
  topicMinIsr?: number;

  @Setting(
    'How long a topic that is created keeps messages that others send in plain, hours; events are kept for ever',
    {
      default: 168,
    },
  )
  @IsInt()
  @Min(1)
  @Max(8_760)
  intakeRetentionHours!: number;

  @Setting('How long a silent consumer keeps its partitions, milliseconds', { default: 30_000 })
  @IsInt()
  @Min(6_000)
  @Max(300_000)
  kafkaSessionTimeoutMs!: number;

  @Setting('How often a service that keeps books has them verified, hours; 0: only when somebody asks', { default: 24 })
  @IsInt()
  @Min(0)
  @Max(8_760)
  verifyEveryHours!: number;

  @Setting('`production` asks for copies of everything: the check at the start warns where there are none', {
    ...{ key: 'NODE_ENV', optional: true },
  })
  nodeEnv?: string;

  /** Of three replicas and more two, so that one broker may be away and another one be lost. */
  get minIsr(): number {
    return this.topicMinIsr ?? (this.topicReplication > 2 ? 2 : 1);
  }

  override contradictions(): string[] {
    const { topicMinIsr = 1, topicReplication } = this;
    const faults = super.contradictions();
    if (topicMinIsr > topicReplication) {
      faults.push(
        `TOPIC_MIN_ISR ${topicMinIsr} is more than TOPIC_REPLICATION ${topicReplication}: nothing could be written`,
      );
    }
    return faults;
  }
}

/** What services are told of Kafka, MongoDB and topics, for a tool that has no door. Throws `StartProblems`. */
export function parseBackends(environment: Environment): ServiceConfig {
  const ofTheDoor = new Set(settingsOf(DoorConfig).map(({ key }) => key));
  const settings = settingsOf(ServiceConfig).filter(({ key }) => !ofTheDoor.has(key));
  return parseConfig(ServiceConfig, environment, settings);
}
