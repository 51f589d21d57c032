import { request as send, type IncomingMessage, type RequestOptions } from 'node:http';
import { launchService, type RunningService } from '@entrepot/platform';
import { NEIGHBOUR_NAMES } from '../src/domain/route-table';
import { GatewayConfig } from '../src/gateway.config';
import { GatewayModule } from '../src/gateway.module';
import { bytesOf, FakeNeighbour } from './fake-neighbour';

/** Nobody listens at port 9 of a machine that runs tests. */
const NOWHERE = 'http://127.0.0.1:9';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly raw: Buffer;
  readonly text: string;
}

/** A gateway before two services that a test plays; the others are away. */
export class RunningGateway {
  private constructor(
    readonly service: RunningService,
    readonly orders: FakeNeighbour,
    readonly catalog: FakeNeighbour,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<RunningGateway> {
    const [orders, catalog] = [await FakeNeighbour.start(), await FakeNeighbour.start()];
    const away = Object.fromEntries(NEIGHBOUR_NAMES.map((name) => [`${name.toUpperCase()}_URL`, NOWHERE]));
    const environment = {
      ...away,
      ...{ PORT: '0', LOG_LEVEL: 'silent' },
      ...{ ORDERS_URL: orders.url, CATALOG_URL: catalog.url, ANSWER_WITHIN_MS: '400', LEAVE_ALONE_MS: '300' },
      ANSWER_WITHIN_MS_OF: 'catalog:60000',
      ...settings,
    };
    return new RunningGateway(await launchService(GatewayModule, GatewayConfig, environment), orders, catalog);
  }

  get url(): string {
    return this.service.url;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await Promise.all([this.orders.stop(), this.catalog.stop()]);
  }

  /** Sends exactly this path, as no URL parser would. */
  ask(path: string, options: RequestOptions = {}, body?: string | Buffer): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(this.url);
      const request = send({ hostname, port, path, agent: false, ...options }, (answer) => {
        bytesOf(answer).then((raw) => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, raw, text: raw.toString('utf8') });
        }, reject);
      });
      request.once('error', reject);
      request.end(body);
    });
  }
}
