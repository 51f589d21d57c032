import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IsInt, IsUrl, Max, MinLength } from 'class-validator';
import { StartProblems } from '../start/start-problems';
import { parseConnections } from './connection.config';
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

describe('settings from files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-settings-'));
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('take a secret from the file that its variable with _FILE names', () => {
    const WEBHOOK_SECRET_FILE = file('secret', 'a secret out of a file\n');
    const given = { ...environment, WEBHOOK_SECRET: undefined, WEBHOOK_SECRET_FILE };
    expect(parseConfig(DepotConfig, given).webhookSecret).toBe('a secret out of a file');
    expect(problemsOf({ WEBHOOK_SECRET_FILE })).toEqual([
      'WEBHOOK_SECRET and WEBHOOK_SECRET_FILE are both given: keep one',
    ]);
  });

  it('name the variable of a file that cannot be read, is empty, or is not what it should be', () => {
    const nowhere = join(folder, 'nowhere');
    expect(
      problemsOf({
        ...{ WEBHOOK_SECRET: undefined, WEBHOOK_SECRET_FILE: nowhere, KAFKA_TLS: 'true' },
        ...{ KAFKA_TLS_CA_FILE: nowhere, MONGODB_PASSWORD_FILE: file('empty', ' '), MONGODB_USERNAME: 'me' },
      }),
    ).toEqual([
      `KAFKA_TLS_CA_FILE names a file that cannot be read: ${nowhere} (ENOENT)`,
      `MONGODB_PASSWORD_FILE names an empty file: ${join(folder, 'empty')}`,
      `WEBHOOK_SECRET_FILE names a file that cannot be read: ${nowhere} (ENOENT)`,
    ]);
    const text = file('text', 'hello');
    expect(problemsOf({ KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: text, KAFKA_TLS_KEY_FILE: text })).toEqual([
      'KAFKA_TLS_CA_FILE holds no certificate in PEM',
      'KAFKA_TLS_KEY_FILE holds no private key in PEM without a passphrase',
      'KAFKA_TLS_CERT_FILE is missing: KAFKA_TLS_KEY_FILE is given',
    ]);
  });

  it('are refused where nothing would use them', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = file('key', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
    expect(problemsOf({ MONGODB_TLS_KEY_FILE: key, KAFKA_TLS_SERVER_NAME: 'broker' })).toEqual([
      'KAFKA_TLS_SERVER_NAME is given, but KAFKA_TLS is not true',
      'MONGODB_TLS_KEY_FILE is given, but neither MONGODB_TLS nor MONGODB_URI asks for TLS',
      'MONGODB_TLS_CERT_FILE is missing: MONGODB_TLS_KEY_FILE is given',
    ]);
  });
});

describe('settings of connections', () => {
  it('that contradict each other are named, all of them', () => {
    expect(problemsOf({ KAFKA_SASL_MECHANISM: 'scram-sha-512', TOPIC_REPLICATION: '2', TOPIC_MIN_ISR: '3' })).toEqual([
      'KAFKA_SASL_USERNAME is missing: KAFKA_SASL_MECHANISM scram-sha-512 needs it',
      'KAFKA_SASL_PASSWORD is missing: KAFKA_SASL_MECHANISM scram-sha-512 needs it',
      'TOPIC_MIN_ISR 3 is more than TOPIC_REPLICATION 2: nothing could be written',
    ]);
    expect(problemsOf({ KAFKA_SASL_MECHANISM: 'gssapi', KAFKA_SASL_USERNAME: 'me' })).toEqual([
      'KAFKA_SASL_MECHANISM must be one of the following values: plain, scram-sha-256, scram-sha-512, not "gssapi"',
      'KAFKA_SASL_PASSWORD is missing: KAFKA_SASL_MECHANISM gssapi needs it',
    ]);
    expect(problemsOf({ KAFKA_SASL_USERNAME: 'me', MONGODB_USERNAME: 'me' })).toEqual([
      'KAFKA_SASL_USERNAME is given, but no KAFKA_SASL_MECHANISM',
      'MONGODB_PASSWORD is missing: MONGODB_USERNAME is given',
    ]);
    const MONGODB_URI = 'mongodb://you:pass@db/?tls=true';
    expect(problemsOf({ MONGODB_URI, MONGODB_USERNAME: 'me', MONGODB_PASSWORD: 'x', MONGODB_TLS: 'false' })).toEqual([
      'MONGODB_USERNAME and MONGODB_PASSWORD are of no use: MONGODB_URI names a user already',
      'MONGODB_TLS is false, but MONGODB_URI says tls=true',
    ]);
  });

  it('are all that a tool is told', () => {
    const { KAFKA_BROKERS, MONGODB_URI } = environment;
    expect(parseConnections({ KAFKA_BROKERS, MONGODB_URI, KAFKA_TLS: '1' })).toMatchObject({
      ...{ kafkaBrokers: ['a:9092', 'b:9092'], kafkaTls: true, mongodbUri: MONGODB_URI },
    });
    expect(() => parseConnections({ KAFKA_BROKERS })).toThrow('MONGODB_URI is missing');
  });
});
