import { launchService, type RunningService } from '@entrepot/platform';
import { testBackend, testMasterKeyFile } from '@entrepot/testing';
import request from 'supertest';
import { ReturnsConfig } from '../src/returns.config';
import { ReturnsModule } from '../src/returns.module';

/** A started returns on the real Kafka and MongoDB, without keys but those that access issues. */
export class RunningReturns {
  private constructor(readonly service: RunningService) {}

  static async launch(prefix: string, settings: Record<string, string> = {}): Promise<RunningReturns> {
    const { brokers, mongoUri } = testBackend();
    const service = await launchService(ReturnsModule, ReturnsConfig, {
      PORT: '0',
      KAFKA_BROKERS: brokers,
      MONGODB_URI: mongoUri,
      MASTER_KEY_FILE: testMasterKeyFile(),
      TOPIC_PREFIX: prefix,
      TOPIC_PARTITIONS: '2',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
      ...settings,
    });
    return new RunningReturns(service);
  }

  get(path: string, key: string) {
    return request(this.service.url).get(path).set('authorization', `Bearer ${key}`);
  }

  post(path: string, body: object, key: string) {
    return request(this.service.url).post(path).set('authorization', `Bearer ${key}`).send(body);
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}
