import { launchService, type RunningService } from '@entrepot/platform';
import { testBackend, testMasterKeyFile } from '@entrepot/testing';
import request from 'supertest';
import { InventoryConfig } from '../src/inventory.config';
import { InventoryModule } from '../src/inventory.module';

export const MERCHANT = 'acme';
export const OTHER_MERCHANT = 'other';
const KEYS: Readonly<Record<string, string>> = { acme: 'key-of-acme', other: 'key-of-other' };

/** A started inventory on the real Kafka and MongoDB, and how to speak to it. */
export class RunningInventory {
  private constructor(readonly service: RunningService) {}

  static async launch(prefix: string): Promise<RunningInventory> {
    const { brokers, mongoUri } = testBackend();
    const service = await launchService(InventoryModule, InventoryConfig, {
      PORT: '0',
      KAFKA_BROKERS: brokers,
      MONGODB_URI: mongoUri,
      MASTER_KEY_FILE: testMasterKeyFile(),
      TOPIC_PREFIX: prefix,
      TOPIC_PARTITIONS: '2',
      API_KEYS: Object.entries(KEYS)
        .map((pair) => pair.join(':'))
        .join(','),
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    });
    return new RunningInventory(service);
  }

  get(path: string, merchant = MERCHANT) {
    return request(this.service.url).get(path).set('authorization', `Bearer ${KEYS[merchant]}`);
  }

  post(path: string, body: object | string, merchant = MERCHANT) {
    const call = request(this.service.url).post(path).set('authorization', `Bearer ${KEYS[merchant]}`);
    return call.set('content-type', 'application/json').send(body);
  }

  import(type: string, body: string, key: string, query = '') {
    const call = request(this.service.url).post(`/v1/stock/imports${query}`);
    const headers = { authorization: `Bearer ${KEYS[MERCHANT]}`, 'idempotency-key': key, 'content-type': type };
    return call.set(headers).send(body);
  }

  put(path: string, body: object, merchant = MERCHANT) {
    return request(this.service.url).put(path).set('authorization', `Bearer ${KEYS[merchant]}`).send(body);
  }

  delete(path: string, merchant = MERCHANT) {
    return request(this.service.url).delete(path).set('authorization', `Bearer ${KEYS[merchant]}`);
  }

  async bodyOf<T = Record<string, unknown>>(path: string, merchant = MERCHANT): Promise<T> {
    return (await this.get(path, merchant)).body as T;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}
