import { json } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { cachedVital, Vitals, type Vital } from '@entrepot/platform';
import type { NeighbourName } from '../domain/route-table';
import { Upstreams } from './upstreams';

const PATIENCE_MS = 1_500;

/** Puts the readiness of every service into `/health`. None of them keeps the gateway from being ready: the others still answer. */
@Injectable()
export class NeighbourSigns {
  constructor(
    private readonly upstreams: Upstreams,
    vitals: Vitals,
  ) {
    for (const name of upstreams.names) vitals.watch(name, this.signOf(name));
  }

  private signOf(name: NeighbourName): Vital {
    const ready = cachedVital(() => this.beReady(name), 2_000, PATIENCE_MS);
    return async () => ({ ...(await ready()), needed: false });
  }

  private async beReady(name: NeighbourName): Promise<void> {
    const answer = await this.upstreams.get(name, '/health/ready', AbortSignal.timeout(PATIENCE_MS));
    const said = (await json(answer.body).catch(() => ({}))) as { phase?: string; missing?: string[] };
    if (answer.status === 200) return;
    const why = [said.phase, said.missing?.join(', ')].filter((part) => part !== undefined && part !== '');
    throw new Error(`not ready: ${why.join(', without ') || answer.status}`);
  }
}
