import { IsInt, IsUrl, Max, MinLength } from 'class-validator';
import { StartProblems } from '../start/start-problems';
import { parseConfig } from './parse-config';
import { ServiceConfig } from './service.config';
import { Setting, settingsOf } from './setting';

class DepotConfig extends ServiceConfig {
  @Setting('Where the catalog answers')
  @IsUrl({ require_tld: false, require_protocol: true })
  catalogUrl!: string;

  @Setting('Days', { default: 14 })
  @IsInt()
  @Max(60)
  returnDays!: number;

  @Setting('Signs', { secret: true })
  @MinLength(16)
  webhookSecret!: string;

  @Setting('Try without sending', { default: false })
  dryRun!: boolean;
}

const environment = {
  PORT: '3001',
  KAFKA_BROKERS: 'a:9092, b:9092',
  MONGODB_URI: 'mongodb://db:27017/?replicaSet=rs0',
  API_KEYS: 'acme:secret-key-1',
  CATALOG_URL: 'http://localhost:3002',
  WEBHOOK_SECRET: 'sixteen characters long',
  PATH: '/usr/bin',
};

function problemsOf(change: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig(DepotConfig, { ...environment, ...change });
  } catch (error) {
    return (error as StartProblems).problems;
  }
  return [];
}

describe('parseConfig', () => {
  it('reads every setting by its type, with defaults', () => {
    expect(parseConfig(DepotConfig, { ...environment, DRY_RUN: 'true' })).toMatchObject({
      port: 3001,
      serviceHost: '127.0.0.1',
      kafkaBrokers: ['a:9092', 'b:9092'],
      apiKeys: ['acme:secret-key-1'],
      topicPartitions: 6,
      topicPrefix: undefined,
      logLevel: 'info',
      catalogUrl: 'http://localhost:3002',
      returnDays: 14,
      dryRun: true,
    });
  });

  it('names every problem at once', () => {
    const problems = problemsOf({
      PORT: 'http',
      KAFKA_BROKERS: undefined,
      RETURN_DAYS: '61',
      CATALOG_URL: 'catalog',
      DRY_RUN: 'maybe',
    });
    expect(problems).toEqual([
      'PORT must be a number, not "http"',
      'KAFKA_BROKERS is missing: Kafka brokers, `host:port`, comma separated',
      'DRY_RUN must be true or false, not "maybe"',
      'CATALOG_URL must be a URL address, not "catalog"',
      'RETURN_DAYS must not be greater than 60, not 61',
    ]);
  });

  it('never shows a secret', () => {
    const problems = problemsOf({ WEBHOOK_SECRET: 'short', API_KEYS: 'acme', MONGODB_URI: 'http://user:pass@db' });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toMatch(/short|acme|pass@/);
  });

  it('has no default for a secret', () => {
    expect(() => Setting('x', { secret: true, default: 'y' })({}, 'password')).toThrow('may not have a default');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(problemsOf({ RETURN_DAYS: ' ' })).toEqual([]);
    expect(problemsOf({ CATALOG_URL: '' })).toEqual(['CATALOG_URL is missing: Where the catalog answers']);
  });

  it('refuses keys that are ours by name and keys that are a slip away from one of ours', () => {
    expect(problemsOf({ ENTREPOT_MODE: 'x' })).toEqual(['ENTREPOT_MODE is not a setting of this service']);
    expect(problemsOf({ KAFKA_BROKER: 'a:1', KAFKA_BROKERS: undefined })[0]).toBe(
      'KAFKA_BROKER is not a setting: KAFKA_BROKERS is',
    );
    expect(problemsOf({ REUTRN_DAYS: '3' })).toEqual(['REUTRN_DAYS is not a setting: RETURN_DAYS is']);
    expect(problemsOf({ LOG_LEVELS: 'info' })).toEqual(['LOG_LEVELS is not a setting: LOG_LEVEL is']);
    expect(problemsOf({ HOME: '/root', KAFKA_SERVICE_HOST: '10.0.0.1', RETURN_DAY_NAMES: 'x' })).toEqual([]);
  });

  it('lists the settings of a class with those that it extends', () => {
    expect(settingsOf(DepotConfig).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['PORT', 'API_KEYS', 'CATALOG_URL', 'DRY_RUN']),
    );
    expect(settingsOf(ServiceConfig).map(({ key }) => key)).not.toContain('CATALOG_URL');
  });
});
