import type { Backbone } from '@entrepot/eventstore';
import type { Clock } from '@entrepot/messaging';

/** What is known of a run, in whatever process it is. */
export interface RunState {
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  readonly by: string;
  readonly reason?: string;
  readonly startedAt: string;
  /** When its process last said so. */
  readonly toldAt: string;
  readonly endedAt?: string;
  readonly error?: string;
}

/** A run of which nobody has heard for so long has ended with its process. */
export const SILENT_MS = 20_000;

/** Where the last run of each name is kept, for all processes of the service. */
export class KeptRuns<S extends RunState> {
  constructor(
    private readonly backbone: Pick<Backbone, 'positions'>,
    private readonly clock: Clock,
  ) {}

  async last(name: string): Promise<S | undefined> {
    const kept = await this.backbone.positions.get(name);
    if (kept === undefined) return undefined;
    const state = JSON.parse(kept) as S;
    const isSilent = this.clock.now() - Date.parse(state.toldAt) > SILENT_MS;
    return state.state === 'running' && isSilent ? { ...state, state: 'interrupted' } : state;
  }

  keep(name: string, state: S): Promise<void> {
    return this.backbone.positions.set(name, JSON.stringify({ ...state, toldAt: this.now() }));
  }

  now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}
