import { launchService, type RunningService } from '@entrepot/platform';
import { testBackend } from '@entrepot/testing';
import request from 'supertest';
import { CatalogConfig } from '../src/catalog.config';
import { CatalogModule } from '../src/catalog.module';

export const MERCHANT = 'acme';
export const OTHER_MERCHANT = 'other';
const KEYS: Readonly<Record<string, string>> = { acme: 'key-of-acme', other: 'key-of-other' };

/** A started catalog on the real Kafka and MongoDB, and how to speak to it. */
export class RunningCatalog {
  private constructor(readonly service: RunningService) {}

  static async launch(prefix: string): Promise<RunningCatalog> {
    const { brokers, mongoUri } = testBackend();
    const service = await launchService(CatalogModule, CatalogConfig, {
      PORT: '0',
      KAFKA_BROKERS: brokers,
      MONGODB_URI: mongoUri,
      TOPIC_PREFIX: prefix,
      TOPIC_PARTITIONS: '2',
      SERVICE_CALL_SECRET: 'what-only-our-services-know-of-each-other',
      API_KEYS: Object.entries(KEYS)
        .map((pair) => pair.join(':'))
        .join(','),
      IMPORT_READERS_WAIT_MS: '1500',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    });
    return new RunningCatalog(service);
  }

  get(path: string, merchant = MERCHANT) {
    return request(this.service.url).get(path).set('authorization', `Bearer ${KEYS[merchant]}`);
  }

  post(path: string, body: object | string = {}, merchant = MERCHANT) {
    const call = request(this.service.url).post(path).set('authorization', `Bearer ${KEYS[merchant]}`);
    return call.set('content-type', 'application/json').send(body);
  }

  patch(path: string, body: object, merchant = MERCHANT) {
    return request(this.service.url).patch(path).set('authorization', `Bearer ${KEYS[merchant]}`).send(body);
  }

  put(path: string, body: object) {
    return request(this.service.url).put(path).set('authorization', 'Bearer key-of-acme').send(body);
  }

  delete(path: string) {
    return request(this.service.url).delete(path).set('authorization', 'Bearer key-of-acme');
  }

  import(type: string, body: string, key: string, query = '') {
    const call = request(this.service.url).post(`/v1/imports${query}`);
    return call.set({ authorization: 'Bearer key-of-acme', 'idempotency-key': key, 'content-type': type }).send(body);
  }

  async bodyOf<T = Record<string, unknown>>(path: string, merchant = MERCHANT): Promise<T> {
    return (await this.get(path, merchant)).body as T;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}
