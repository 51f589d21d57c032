import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchService, type RunningService } from '@entrepot/platform';
import { freePort, startSystem, testBackend, testMasterKeyFile, type RunningSystem } from '@entrepot/testing';
import request from 'supertest';
import { PaymentsConfig } from '../src/payments.config';
import { PaymentsModule } from '../src/payments.module';

export const MERCHANT = 'acme';

/** Compiled services are what runs beside a component test: brings dist/ up to date. */
function build(): void {
  const root = join(__dirname, '../../..');
  const done = spawnSync(process.execPath, [join(root, 'tools/run.mjs'), 'build'], { cwd: root });
  if (done.status !== 0) throw new Error(`the services could not be compiled: ${String(done.stderr)}`);
}

/** The sandbox as a process of its own: the payment provider of a test, and its dials. */
export class RunningSandbox {
  private constructor(
    readonly system: RunningSystem,
    private readonly folder: string,
  ) {}

  static async launch(webhookUrl: string): Promise<RunningSandbox> {
    build();
    const folder = mkdtempSync(join(tmpdir(), 'entrepot-payments-'));
    const system = await startSystem({
      dataDir: folder,
      services: ['sandbox'],
      backends: testBackend(),
      merchantId: MERCHANT,
      env: { PSP_WEBHOOK_URL: webhookUrl, LOG_LEVEL: 'fatal' },
    });
    return new RunningSandbox(system, folder);
  }

  get url(): string {
    return this.system.urls.sandbox;
  }

  /** The next calls of this kind go wrong. */
  async rule(operation: string, action: string, match: object = {}, times = 1): Promise<void> {
    await this.send('post', '/sandbox/rules', { target: 'psp', operation, action, match, times });
  }

  async dials(psp: object): Promise<void> {
    await this.send('put', '/sandbox/dials', { psp });
  }

  /** A shopper pays without having been asked. */
  async pay(body: object): Promise<void> {
    await this.send('post', '/sandbox/psp/payments', body);
  }

  async reset(): Promise<void> {
    await this.send('post', '/sandbox/reset', {});
  }

  /** A payment as the provider has it, by our reference. */
  async paymentWith(reference: string): Promise<Record<string, unknown> | undefined> {
    const answer = await request(this.url)
      .get('/psp/v1/payments')
      .query({ reference })
      .set('authorization', `Bearer ${this.system.secrets.pspApiKey}`);
    return (answer.body as { items: Record<string, unknown>[] }).items[0];
  }

  async stop(): Promise<void> {
    await this.system.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async send(method: 'post' | 'put', path: string, body: object): Promise<void> {
    const call = request(this.url)[method](path).set('authorization', `Bearer ${this.system.key}`).send(body);
    const answer = await call;
    if (answer.status > 299) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
}

/** A started payments on the real Kafka and MongoDB, with the sandbox as its provider. */
export class RunningPayments {
  private constructor(
    readonly service: RunningService,
    readonly sandbox: RunningSandbox,
    readonly webhookSecret: string,
  ) {}

  static async launch(prefix: string): Promise<RunningPayments> {
    const port = await freePort();
    const sandbox = await RunningSandbox.launch(`http://127.0.0.1:${port}/v1/webhooks/psp/{merchantId}`);
    const { brokers, mongoUri } = testBackend();
    const { apiKey, pspApiKey, pspWebhookSecret } = sandbox.system.secrets;
    const service = await launchService(PaymentsModule, PaymentsConfig, {
      PORT: String(port),
      KAFKA_BROKERS: brokers,
      MONGODB_URI: mongoUri,
      MASTER_KEY_FILE: testMasterKeyFile(),
      TOPIC_PREFIX: prefix,
      TOPIC_PARTITIONS: '2',
      API_KEYS: `${MERCHANT}:${apiKey},other:key-of-other`,
      PSP_URL: sandbox.url,
      PSP_API_KEY: pspApiKey,
      PSP_WEBHOOK_SECRET: pspWebhookSecret,
      PSP_TRY_TIMEOUT_MS: '400',
      PSP_DEADLINE_MS: '1000',
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'fatal',
    });
    return new RunningPayments(service, sandbox, pspWebhookSecret);
  }

  get(path: string, key = this.sandbox.system.key) {
    return request(this.service.url).get(path).set('authorization', `Bearer ${key}`);
  }

  async bodyOf<T = Record<string, unknown>>(path: string): Promise<T> {
    return (await this.get(path)).body as T;
  }

  webhook(body: string, signature: string | undefined, merchant = MERCHANT) {
    const call = request(this.service.url).post(`/v1/webhooks/psp/${merchant}`).set('content-type', 'application/json');
    return (signature === undefined ? call : call.set('psp-signature', signature)).send(body);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.sandbox.stop();
  }
}
