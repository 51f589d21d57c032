import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { traceHeaders } from '@entrepot/platform';
import { NEIGHBOUR_NAMES, type NeighbourName } from '../domain/route-table';
import { GatewayConfig } from '../gateway.config';
import { Upstream, type Incoming } from './upstream';

/** The services that this gateway was told of. */
@Injectable()
export class Upstreams implements OnApplicationShutdown {
  private readonly byName: ReadonlyMap<NeighbourName, Upstream>;

  constructor(config: GatewayConfig) {
    const limits = new Map(config.answerWithinMsOf.map((entry) => entry.split(':') as [string, string]));
    const known = NEIGHBOUR_NAMES.map((name) => ({ name, url: config[`${name}Url`] }));
    this.byName = new Map(
      known.flatMap(({ name, url }) => {
        if (url === undefined) return [];
        const answerWithinMs = Number(limits.get(name) ?? config.answerWithinMs);
        return [[name, new Upstream({ name, url, answerWithinMs, leaveAloneMs: config.leaveAloneMs })] as const];
      }),
    );
  }

  get names(): NeighbourName[] {
    return [...this.byName.keys()];
  }

  /** Undefined for a stand-in that is not there. */
  of(name: NeighbourName): Upstream | undefined {
    return this.byName.get(name);
  }

  /** A question of the gateway itself. */
  get(name: NeighbourName, path: string, signal: AbortSignal): Promise<Incoming> {
    const upstream = this.byName.get(name);
    if (upstream === undefined) throw new Error(`nobody said where ${name} answers`);
    return upstream.send({ method: 'GET', route: path, path, headers: Object.entries(traceHeaders()).flat(), signal });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.byName.values()].map((upstream) => upstream.close()));
  }
}
