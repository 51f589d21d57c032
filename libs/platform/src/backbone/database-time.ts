import { durationMs } from '@entrepot/contracts';
import type { Backbone } from '@entrepot/eventstore';

/** The time that all processes of a service agree on, whatever their machines say: for what is compared with a recorded time. */
export class DatabaseTime {
  constructor(private readonly backbone: Pick<Backbone, 'now'>) {}

  /** RFC 3339 UTC. */
  now(): string {
    return this.ago('PT0S');
  }

  /** So long ago (`PT1H`), RFC 3339 UTC: what is older than that. */
  ago(duration: string): string {
    return new Date(this.backbone.now() - durationMs(duration)).toISOString();
  }
}
