import type { Backbone, Reach } from '@entrepot/eventstore';
import type { Clock } from '@entrepot/messaging';
import type { Drift, VerificationProgress } from './verification';

/** What is known of a verification, in whatever process it runs. */
export interface VerificationState extends VerificationProgress {
  readonly state: 'running' | 'done' | 'failed' | 'interrupted';
  readonly by: string;
  readonly reason?: string;
  readonly startedAt: string;
  /** When its process last said so. */
  readonly toldAt: string;
  readonly endedAt?: string;
  readonly error?: string;
  /** Of all differences; `drifts` holds no more than the first. */
  readonly found: number;
  /** Ledgers that differ, by book and merchant. */
  readonly drifted: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly drifts: readonly Drift[];
}

/** A verification of which nobody has heard for so long has ended with its process. */
export const SILENT_MS = 20_000;

const KNOWN = 'verification-since';

/** Where the last verification of each reach is kept, for all processes of the service. */
export class KeptVerifications {
  constructor(
    private readonly backbone: Pick<Backbone, 'positions'>,
    private readonly clock: Clock,
  ) {}

  async last(of: Reach): Promise<VerificationState | undefined> {
    const kept = await this.backbone.positions.get(nameOf(of));
    if (kept === undefined) return undefined;
    const state = JSON.parse(kept) as VerificationState;
    const isSilent = this.clock.now() - Date.parse(state.toldAt) > SILENT_MS;
    return state.state === 'running' && isSilent ? { ...state, state: 'interrupted' } : state;
  }

  keep(of: Reach, state: Omit<VerificationState, 'toldAt'>): Promise<void> {
    return this.backbone.positions.set(nameOf(of), JSON.stringify({ ...state, toldAt: this.now() }));
  }

  /** Since when there is somebody who could verify: for when nobody ever has. */
  async known(): Promise<string> {
    const known = await this.backbone.positions.get(KNOWN);
    if (known === undefined) await this.backbone.positions.set(KNOWN, this.now());
    return known ?? this.now();
  }

  now(): string {
    return new Date(this.clock.now()).toISOString();
  }
}

/** No merchant is called `*`. */
export function nameOf(of: Reach): string {
  return `verification:${typeof of === 'string' ? of : '*'}`;
}
