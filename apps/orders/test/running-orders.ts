import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchService, type RunningService } from '@entrepot/platform';
import { testBackend, testMasterKeyFile } from '@entrepot/testing';
import request from 'supertest';
import { OrdersConfig } from '../src/orders.config';
import { OrdersModule } from '../src/orders.module';

export const MERCHANT = 'acme';
export const OTHER_MERCHANT = 'other';
const KEYS: Readonly<Record<string, string>> = { acme: 'key-of-acme', other: 'key-of-other' };

interface KnownToCatalog {
  readonly sku: string;
  readonly components?: readonly { readonly sku: string; readonly quantity: number }[];
}

/** Stands in for the catalog's `GET /v1/skus`; knows a few SKUs that it has not told of. */
export class CatalogDouble {
  readonly asked: string[] = [];
  /** While set, it answers with this status. */
  broken?: number;

  private constructor(
    private readonly server: Server,
    private readonly knows: readonly KnownToCatalog[],
  ) {}

  static async listen(...knows: (string | KnownToCatalog)[]): Promise<CatalogDouble> {
    const server = createServer();
    const catalog = new CatalogDouble(
      server,
      knows.map((each) => (typeof each === 'string' ? { sku: each } : each)),
    );
    server.on('request', (message, response) => {
      const wanted = new URL(message.url ?? '', 'http://catalog').searchParams.getAll('sku');
      catalog.asked.push(...wanted);
      response.writeHead(catalog.broken ?? 200, { 'content-type': 'application/json' });
      const items = catalog.knows.filter(({ sku }) => wanted.includes(sku));
      response.end(JSON.stringify({ items }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return catalog;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A started orders service on the real Kafka and MongoDB, and how to speak to it. */
export class RunningOrders {
  private constructor(readonly service: RunningService) {}

  static async launch(
    prefix: string,
    catalogUrl: string,
    settings: Record<string, string> = {},
  ): Promise<RunningOrders> {
    const { brokers, mongoUri } = testBackend();
    const service = await launchService(OrdersModule, OrdersConfig, {
      PORT: '0',
      KAFKA_BROKERS: brokers,
      MONGODB_URI: mongoUri,
      MASTER_KEY_FILE: testMasterKeyFile(),
      TOPIC_PREFIX: prefix,
      TOPIC_PARTITIONS: '2',
      CATALOG_URL: catalogUrl,
      SERVICE_CALL_SECRET: 'what-only-our-services-know-of-each-other',
      API_KEYS: Object.entries(KEYS)
        .map((pair) => pair.join(':'))
        .join(','),
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
      ...settings,
    });
    return new RunningOrders(service);
  }

  get(path: string, merchant = MERCHANT) {
    return request(this.service.url).get(path).set('authorization', `Bearer ${KEYS[merchant]}`);
  }

  post(path: string, body: object | string, key?: string, merchant = MERCHANT) {
    const call = request(this.service.url).post(path).set('authorization', `Bearer ${KEYS[merchant]}`);
    if (key !== undefined) void call.set('idempotency-key', key);
    return call.set('content-type', 'application/json').send(body);
  }

  async bodyOf<T = Record<string, unknown>>(path: string, merchant = MERCHANT): Promise<T> {
    return (await this.get(path, merchant)).body as T;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}
