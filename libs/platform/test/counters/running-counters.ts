import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchService, type RunningService } from '../../src/index';
import { CountersConfig } from './counters.config';
import { CountersModule } from './counters.module';

export const KEY = 'key-of-acme';
export const OTHER_KEY = 'key-of-other';
export const OPERATOR_KEY = 'key-of-the-operator';

/** The doubling company: counts what it is asked, and answers as it is told. */
export class OutsideDoubler {
  readonly keys: string[] = [];
  answer: (request: IncomingMessage, response: ServerResponse, total: number) => void = (_, response, total) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ by: total }));
  private server?: Server;

  async open(): Promise<string> {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        this.keys.push(String(request.headers['idempotency-key']));
        this.answer(request, response, (JSON.parse(body) as { total: number }).total);
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

/** Where Kafka and MongoDB of this test run are. */
export interface Backend {
  readonly brokers: string;
  readonly mongoUri: string;
}

export function countersEnvironment(
  topicPrefix: string,
  doublerUrl: string,
  { brokers, mongoUri }: Backend,
): Record<string, string> {
  return {
    PORT: '0',
    KAFKA_BROKERS: brokers,
    MONGODB_URI: mongoUri,
    TOPIC_PREFIX: topicPrefix,
    TOPIC_PARTITIONS: '2',
    API_KEYS: `acme:${KEY},other:${OTHER_KEY},entrepot:${OPERATOR_KEY}`,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    DOUBLER_URL: doublerUrl,
  };
}

export function launchCounters(environment: Record<string, string>): Promise<RunningService> {
  return launchService(CountersModule, CountersConfig, environment);
}
