import { IsIn, IsInt, IsNumber, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';
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
  @Max(600_000)
  shutdownTimeoutMs!: number;

  @Setting(
    'Where recorded traces are sent, OTLP over HTTP with JSON, such as `http://collector:4318/v1/traces`; left out, none are recorded',
    { optional: true },
  )
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  traceExportUrl?: string;

  @Setting(
    'Share of the requests and messages without a trace of which one is recorded, 0 to 1; whoever sends a trace says so itself',
    { default: 0.01 },
  )
  @IsNumber()
  @Min(0)
  @Max(1)
  traceShare!: number;

  /** Whom the door believes, besides the keys that access issues. */
  get trust(): Trust {
    return { fixedKeys: fixedKeys(this.apiKeys ?? []) };
  }

  /** What is wrong between settings that are each right, one sentence each. A class that extends another adds to what that says. */
  contradictions(): string[] {
    return [];
  }
}
