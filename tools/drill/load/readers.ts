import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '@entrepot/testing';
import { Answers, kindOf, kindOfFailure } from './answers';

const ANSWER_WITHIN_MS = 20_000;

/** A list of each service. */
const LISTS: Partial<Record<ServiceName, string>> = {
  catalog: '/v1/products?limit=1',
  inventory: '/v1/places?limit=1',
  orders: '/v1/orders?limit=1',
  payments: '/v1/payments?limit=1',
  logistics: '/v1/shipments?limit=1',
  returns: '/v1/returns?limit=1',
  access: '/v1/clients?limit=1',
  gateway: '/v1/orders?limit=1',
};

export const READ = Object.keys(LISTS) as ServiceName[];

/** Reads lists of all services, again and again, until it is stopped. */
export class Readers {
  readonly answers = new Answers();
  private reading = true;
  private readonly loops: Promise<void>[];

  /** `urlOf` gives where the next request to a service goes. */
  constructor(
    private readonly urlOf: (service: ServiceName) => string,
    private readonly key: string,
    everyMs: number,
  ) {
    this.loops = READ.map((service) => this.read(service, everyMs));
  }

  async stop(): Promise<void> {
    this.reading = false;
    await Promise.all(this.loops);
  }

  private async read(service: ServiceName, everyMs: number): Promise<void> {
    while (this.reading) {
      await this.once(service);
      await sleep(everyMs);
    }
  }

  private async once(service: ServiceName): Promise<void> {
    try {
      const answer = await fetch(`${this.urlOf(service)}${LISTS[service]}`, {
        headers: { authorization: `Bearer ${this.key}` },
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await answer.text();
      const kind = kindOf(answer.status, answer.headers.get('retry-after'), '');
      this.answers.add(kind, `${service}: ${answer.status} ${text.slice(0, 200)}`);
    } catch (error) {
      this.answers.add(kindOfFailure(error), `${service}: ${String(error)}`);
    }
  }
}
