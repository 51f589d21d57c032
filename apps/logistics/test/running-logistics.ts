import { launchService, type RunningService } from '@entrepot/platform';
import { eventually, freePort, testBackend, testMasterKeyFile } from '@entrepot/testing';
import request from 'supertest';
import { LogisticsConfig } from '../src/logistics.config';
import { LogisticsModule } from '../src/logistics.module';
import { MERCHANT, RunningSandbox } from './running-sandbox';

/** A started logistics on the real Kafka and MongoDB, with the sandbox as its carrier. */
export class RunningLogistics {
  private constructor(
    readonly service: RunningService,
    readonly sandbox: RunningSandbox,
    readonly webhookSecret: string,
  ) {}

  static async launch(prefix: string, settings: Record<string, string> = {}): Promise<RunningLogistics> {
    const port = await freePort();
    const sandbox = await RunningSandbox.launch(`http://127.0.0.1:${port}/v1/webhooks/carriers/sandbox/{merchantId}`);
    const { brokers, mongoUri } = testBackend();
    const { apiKey, carrierApiKey, carrierWebhookSecret } = sandbox.system.secrets;
    const service = await launchService(LogisticsModule, LogisticsConfig, {
      PORT: String(port),
      KAFKA_BROKERS: brokers,
      MONGODB_URI: mongoUri,
      MASTER_KEY_FILE: testMasterKeyFile(),
      TOPIC_PREFIX: prefix,
      TOPIC_PARTITIONS: '2',
      API_KEYS: `${MERCHANT}:${apiKey},other:key-of-other`,
      CARRIER_URL: sandbox.url,
      CARRIER_API_KEY: carrierApiKey,
      CARRIER_WEBHOOK_SECRET: carrierWebhookSecret,
      // So long that no call of a busy machine is taken for lost: tests count calls.
      CARRIER_TRY_TIMEOUT_MS: '10000',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
      ...settings,
    });
    return new RunningLogistics(service, sandbox, carrierWebhookSecret);
  }

  get(path: string, key = this.sandbox.system.key) {
    return request(this.service.url).get(path).set('authorization', `Bearer ${key}`);
  }

  post(path: string, idempotencyKey: string) {
    const call = request(this.service.url).post(path).set('authorization', `Bearer ${this.sandbox.system.key}`);
    return call.set('idempotency-key', idempotencyKey);
  }

  async bodyOf<T = Record<string, unknown>>(path: string): Promise<T> {
    return (await this.get(path)).body as T;
  }

  webhook(body: string, signature: string | undefined, { merchant = MERCHANT, carrier = 'sandbox' } = {}) {
    const call = request(this.service.url).post(`/v1/webhooks/carriers/${carrier}/${merchant}`);
    const typed = call.set('content-type', 'application/json');
    return (signature === undefined ? typed : typed.set('carrier-signature', signature)).send(body);
  }

  /** Everything that was told to logistics so far is worked off. */
  async caughtUp(): Promise<void> {
    const progress = () => this.bodyOf<{ lag: number }>('/v1/operations/progress');
    await eventually(progress, ({ lag }) => lag === 0);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.sandbox.stop();
  }
}
