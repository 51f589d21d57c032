import { Injectable } from '@nestjs/common';
import type { EffectCall } from '@entrepot/messaging';
import { CallFailed, httpJson, type HttpJson } from '@entrepot/resilience';
import { CountersConfig } from './counters.config';
import type { Doubled } from './counters.handlers';

/** Another company's doubling service. */
@Injectable()
export class Doubler {
  private readonly http: HttpJson;

  constructor(config: CountersConfig) {
    this.http = httpJson({ name: 'doubler', deadlineMs: 1_500, tryTimeoutMs: 700 }, { baseUrl: config.doublerUrl });
  }

  async double(total: number, { intentId, signal }: EffectCall): Promise<Doubled> {
    const headers = { 'idempotency-key': encodeURIComponent(intentId) };
    try {
      const { body } = await this.http<{ by: number }>({
        method: 'POST',
        path: '/double',
        body: { total },
        headers,
        signal,
      });
      return { kind: 'doubled', by: body.by };
    } catch (error) {
      if (error instanceof CallFailed && error.status === 422) return { kind: 'refused' };
      throw error;
    }
  }
}
