import type { CollectedSpan, RunningSystem } from '@entrepot/testing';

type Known = 'urls' | 'instances' | 'operatorKey' | 'sandboxKey' | 'secrets' | 'brokers' | 'mongoUri';

/** What a spec has to know of the system that specs share. */
export interface SystemDescribed extends Pick<RunningSystem, Known> {
  readonly topicPrefix: string;
  readonly folder: string;
}

export type HostAnswer = SystemDescribed | readonly CollectedSpan[] | { readonly key?: string };
