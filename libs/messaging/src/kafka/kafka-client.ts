import { connect as connectPlain, isIP } from 'node:net';
import { connect as connectSecure, type ConnectionOptions } from 'node:tls';
import { Kafka, logLevel, type ISocketFactory, type KafkaConfig, type LogEntry, type RetryOptions } from 'kafkajs';
import { patchKafkajs } from './kafkajs-patches';

/** What the broker client has to say; `context` never holds message contents. */
export type BusLog = (level: 'error' | 'warn', message: string, context: Readonly<Record<string, unknown>>) => void;

export interface KafkaConnection {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly ssl?: ConnectionOptions | boolean;
  readonly sasl?: KafkaConfig['sasl'];
  readonly log?: BusLog;
  /** How often what fails is tried again; by default for about 15 s, as long as a broker takes to be replaced. */
  readonly retry?: RetryOptions;
  /** Called at every try to connect to a broker. */
  readonly onConnecting?: () => void;
}

const KEEP_ALIVE_MS = 60_000;

/** Small requests that wait for an answer must not wait for Nagle's algorithm too. */
const socketFactory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const secure = ssl as ConnectionOptions | undefined;
  const socket = secure
    ? connectSecure({ host, port, ...nameOf(host), ...secure }, onConnect)
    : connectPlain({ host, port }, onConnect);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.setNoDelay(true);
  return socket;
};

/** An address is no name that a server could be asked for; Node then checks the address itself. */
function nameOf(host: string): { servername?: string } {
  return isIP(host) === 0 ? { servername: host } : {};
}

/** The broker client. Retry figures are given: kafkajs changes its defaults when NODE_ENV is `test`. */
export function kafkaClient(connection: KafkaConnection): Kafka {
  patchKafkajs();
  const { log = () => undefined } = connection;
  return new Kafka({
    brokers: [...connection.brokers],
    clientId: connection.clientId,
    ssl: connection.ssl,
    // kafkajs keeps its authenticator in the object that it is given.
    sasl: connection.sasl && { ...connection.sasl },
    socketFactory: (target) => {
      connection.onConnecting?.();
      return socketFactory(target);
    },
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    retry: connection.retry ?? { initialRetryTime: 100, maxRetryTime: 5_000, retries: 8, factor: 0.2, multiplier: 2 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => speak(log, entry),
  } as KafkaConfig);
}

/** Errors of a broker that moves or restarts are its daily life and retried: they are warnings here. */
function speak(log: BusLog, entry: LogEntry): void {
  const { message, error, broker, groupId, topic, partition } = entry.log as Readonly<Record<string, unknown>> & {
    message: string;
  };
  log('warn', message, { client: entry.namespace, error: text(error), broker, groupId, topic, partition });
}

function text(error: unknown): unknown {
  return error instanceof Error ? error.message : error;
}
