import type { CollectedSpan, RunningSystem, ServiceName } from '@entrepot/testing';
import type { SystemDescribed } from './described';

/** What a spec can do with a system, be it shared or its own. */
export type SystemOfSpec = Pick<
  RunningSystem,
  'urls' | 'instances' | 'key' | 'operatorKey' | 'sandboxKey' | 'merchantId' | 'secrets' | 'brokers' | 'mongoUri'
> & {
  /** Kills its first process the hard way; it is started again. */
  readonly kill: (service: ServiceName) => Promise<unknown>;
  readonly ready: (service: ServiceName) => Promise<void>;
};

export interface SharedSystem extends SystemOfSpec {
  readonly topicPrefix: string;
  readonly folder: string;
}

/** The system that specs share, as a merchant of the spec's own sees it. */
export async function sharedSystem(merchantId: string): Promise<SharedSystem> {
  const described = await ask<SystemDescribed>('describe');
  const { key } = await ask<{ key: string }>(`admit ${merchantId}`);
  return {
    ...described,
    merchantId,
    key,
    kill: (service) => ask(`kill ${service}`),
    ready: async (service) => void (await ask(`ready ${service}`)),
  };
}

/** All that the shared system has recorded of requests that wanted a trace. */
export const sharedSpans = (): Promise<readonly CollectedSpan[]> => ask('spans');

async function ask<T>(what: string): Promise<T> {
  const host = process.env['E2E_SHARED_SYSTEM'];
  if (!host) throw new Error('No system to share: run it as a spec of the project e2e.');
  const reply = await fetch(`${host}/${encodeURIComponent(what)}`);
  const body = (await reply.json()) as T & { error?: string };
  if (!reply.ok) throw new Error(`the shared system, asked to ${what}: ${body.error}`);
  return body;
}
