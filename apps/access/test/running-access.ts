import { launchService, type RunningService } from '@entrepot/platform';
import { testBackend, testMasterKeyFile } from '@entrepot/testing';
import request from 'supertest';
import { AccessConfig } from '../src/access.config';
import { AccessModule } from '../src/access.module';

export const ADMIN_KEY = 'the-key-of-the-operator-of-this-test';

/** A started access on the real Kafka and MongoDB, and how to speak to it. */
export class RunningAccess {
  private count = 0;

  private constructor(readonly service: RunningService) {}

  /** `more`: settings of this one. */
  static async launch(prefix: string, more: Readonly<Record<string, string>> = {}): Promise<RunningAccess> {
    const { brokers, mongoUri } = testBackend();
    const service = await launchService(AccessModule, AccessConfig, {
      PORT: '0',
      KAFKA_BROKERS: brokers,
      MONGODB_URI: mongoUri,
      MASTER_KEY_FILE: testMasterKeyFile(),
      TOPIC_PREFIX: prefix,
      TOPIC_PARTITIONS: '2',
      ACCESS_ADMIN_KEY: ADMIN_KEY,
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
      ...more,
    });
    return new RunningAccess(service);
  }

  /** A request of the operator for a merchant, or of who holds a key. */
  send(method: 'get' | 'post' | 'put' | 'delete', path: string, as: { merchant?: string; key?: string } = {}) {
    this.count += 1;
    const call = request(this.service.url)[method](path);
    void call.set({ authorization: `Bearer ${as.key ?? ADMIN_KEY}`, 'idempotency-key': `request-${this.count}` });
    return as.merchant === undefined ? call : call.set('entrepot-merchant', as.merchant);
  }

  /** A new key of a new client of a merchant, opened if need be. */
  async keyFor(merchant: string, clientId: string, ...scopes: string[]): Promise<{ key: string; keyId: string }> {
    await this.send('post', '/v1/merchants').send({ merchantId: merchant, name: merchant }).expect(201);
    await this.send('post', '/v1/clients', { merchant }).send({ clientId, name: clientId, scopes }).expect(201);
    const issued = await this.send('post', `/v1/clients/${clientId}/keys`, { merchant }).send({}).expect(201);
    return issued.body as { key: string; keyId: string };
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}
