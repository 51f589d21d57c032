import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { ConnectionConfig } from './connection.config';

/** What is wrong between the settings of the connections, one sentence each. */
export function connectionContradictions(config: ConnectionConfig): string[] {
  return [...saslFaults(config), ...kafkaTlsFaults(config), ...mongoUserFaults(config), ...mongoTlsFaults(config)];
}

function saslFaults(config: ConnectionConfig): string[] {
  const { kafkaSaslMechanism: mechanism, kafkaSaslUsername, kafkaSaslPassword } = config;
  const parts = { KAFKA_SASL_USERNAME: kafkaSaslUsername, KAFKA_SASL_PASSWORD: kafkaSaslPassword };
  return Object.entries(parts)
    .filter(([, value]) => (value === undefined) !== (mechanism === undefined))
    .map(([key, value]) =>
      value === undefined
        ? `${key} is missing: KAFKA_SASL_MECHANISM ${mechanism} needs it`
        : `${key} is given, but no KAFKA_SASL_MECHANISM`,
    );
}

function kafkaTlsFaults(config: ConnectionConfig): string[] {
  const { kafkaTls, kafkaTlsServerName } = config;
  const files = { ca: config.kafkaTlsCa, cert: config.kafkaTlsCert, key: config.kafkaTlsKey };
  const unused = kafkaTls ? [] : [...given('KAFKA', files), ...(kafkaTlsServerName ? ['KAFKA_TLS_SERVER_NAME'] : [])];
  return [...unused.map((key) => `${key} is given, but KAFKA_TLS is not true`), ...pemFaults('KAFKA', files)];
}

function mongoUserFaults({ mongodbUri, mongodbUsername, mongodbPassword }: ConnectionConfig): string[] {
  const isInUri = /^[^/]+\/\/[^@/]+@/.test(mongodbUri ?? '');
  if (mongodbUsername === undefined && mongodbPassword === undefined) return [];
  if (isInUri) return ['MONGODB_USERNAME and MONGODB_PASSWORD are of no use: MONGODB_URI names a user already'];
  if (mongodbUsername === undefined) return ['MONGODB_USERNAME is missing: MONGODB_PASSWORD is given'];
  return mongodbPassword === undefined ? ['MONGODB_PASSWORD is missing: MONGODB_USERNAME is given'] : [];
}

function mongoTlsFaults(config: ConnectionConfig): string[] {
  const { mongodbUri = '', mongodbTls } = config;
  const files = { ca: config.mongodbTlsCa, cert: config.mongodbTlsCert, key: config.mongodbTlsKey };
  const said = /[?&](?:tls|ssl)=(true|false)/.exec(mongodbUri)?.[1];
  const inUri = said === undefined ? mongodbUri.startsWith('mongodb+srv:') : said === 'true';
  const faults = pemFaults('MONGODB', files);
  if (mongodbTls !== undefined && said !== undefined && mongodbTls !== inUri) {
    faults.unshift(`MONGODB_TLS is ${mongodbTls}, but MONGODB_URI says tls=${said}`);
  }
  if (mongodbTls ?? inUri) return faults;
  const unused = given('MONGODB', files);
  return [...unused.map((key) => `${key} is given, but neither MONGODB_TLS nor MONGODB_URI asks for TLS`), ...faults];
}

/** What the files hold; an empty text stands for a file that could not be read, which has been said already. */
interface PemFiles {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

const variableOf = (prefix: string, part: string): string => `${prefix}_TLS_${part.toUpperCase()}_FILE`;

function given(prefix: string, files: PemFiles): string[] {
  return Object.entries(files).flatMap(([part, text]) => (text === undefined ? [] : variableOf(prefix, part)));
}

function pemFaults(prefix: string, files: PemFiles): string[] {
  const variables = { ca: variableOf(prefix, 'ca'), cert: variableOf(prefix, 'cert'), key: variableOf(prefix, 'key') };
  const faults = [...formFaults(files, variables), ...halfFaults(files, variables)];
  if (faults.length > 0 || !files.cert || !files.key || belong(files.cert, files.key)) return faults;
  return [`${variables.key} is not the key of the certificate in ${variables.cert}`];
}

type Variables = Readonly<Record<keyof PemFiles, string>>;

function formFaults({ ca, cert, key }: PemFiles, variables: Variables): string[] {
  const certificates = { [variables.ca]: ca, [variables.cert]: cert };
  const faults = Object.entries(certificates).flatMap(([variable, text]) =>
    text && !isCertificate(text) ? [`${variable} holds no certificate in PEM`] : [],
  );
  if (key && !isKey(key)) faults.push(`${variables.key} holds no private key in PEM without a passphrase`);
  return faults;
}

function halfFaults({ cert, key }: PemFiles, variables: Variables): string[] {
  if ((cert === undefined) === (key === undefined)) return [];
  const [missing, present] = cert === undefined ? [variables.cert, variables.key] : [variables.key, variables.cert];
  return [`${missing} is missing: ${present} is given`];
}

const isCertificate = (pem: string): boolean => works(() => new X509Certificate(pem));
const isKey = (pem: string): boolean => works(() => createPrivateKey(pem));
const belong = (cert: string, key: string): boolean => new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));

function works(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
