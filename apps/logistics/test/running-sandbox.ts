import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSystem, testBackend, type RunningSystem } from '@entrepot/testing';
import request from 'supertest';

export const MERCHANT = 'acme';

/** Compiled services are what runs beside a component test: brings dist/ up to date. */
function build(): void {
  const root = join(__dirname, '../../..');
  const done = spawnSync(process.execPath, [join(root, 'tools/run.mjs'), 'build'], { cwd: root });
  if (done.status !== 0) throw new Error(`the services could not be compiled: ${String(done.stderr)}`);
}

/** The sandbox as a process of its own: the carrier of a test, and its dials. */
export class RunningSandbox {
  private constructor(
    readonly system: RunningSystem,
    private readonly folder: string,
  ) {}

  static async launch(webhookUrl: string): Promise<RunningSandbox> {
    build();
    const folder = mkdtempSync(join(tmpdir(), 'entrepot-logistics-'));
    const system = await startSystem({
      dataDir: folder,
      services: ['sandbox'],
      backends: testBackend(),
      merchantId: MERCHANT,
      env: { CARRIER_WEBHOOK_URL: webhookUrl, LOG_LEVEL: 'fatal' },
    });
    return new RunningSandbox(system, folder);
  }

  get url(): string {
    return this.system.urls.sandbox;
  }

  /** The next calls of this kind go wrong. */
  async rule(operation: string, action: string, match: object = {}, times = 1): Promise<void> {
    await this.send('post', '/sandbox/rules', { target: 'carrier', operation, action, match, times });
  }

  async dials(carrier: object): Promise<void> {
    await this.send('put', '/sandbox/dials', { carrier });
  }

  /** The carrier moves a parcel on. */
  async advance(trackingNumber: string, to: string, more: object = {}): Promise<void> {
    await this.send('post', `/sandbox/carrier/parcels/${trackingNumber}/advance`, { to, ...more });
  }

  /** What the carrier has done under this reference or tracking number, oldest first: `book done`, `void refused`. */
  async calls(...names: string[]): Promise<string[]> {
    const answer = await request(this.url)
      .get('/sandbox/requests')
      .query({ limit: 1000 })
      .set('authorization', `Bearer ${this.system.key}`);
    const { items } = answer.body as { items: { operation: string; outcome: string; reference?: string }[] };
    return items
      .filter(({ reference = '' }) => names.includes(reference))
      .map(({ operation, outcome }) => `${operation} ${outcome}`)
      .reverse();
  }

  /** A parcel as the carrier has it, by our reference. */
  async parcelWith(reference: string): Promise<{ trackingNumber: string } | undefined> {
    const answer = await request(this.url)
      .get('/carrier/v1/shipments')
      .query({ reference })
      .set('authorization', `Bearer ${this.system.secrets.carrierApiKey}`);
    return (answer.body as { items?: { trackingNumber: string }[] }).items?.[0];
  }

  async reset(): Promise<void> {
    await this.send('post', '/sandbox/reset', {});
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
