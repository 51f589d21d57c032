import type { Backbone, Reach } from '@entrepot/eventstore';
import type { Clock } from '@entrepot/messaging';
import { KeptRuns, type RunState } from '../runs/kept-runs';
import type { Drift, VerificationProgress } from './verification';

/** What is known of a verification, in whatever process it runs. */
export interface VerificationState extends VerificationProgress, RunState {
  /** Of all differences; `drifts` holds no more than the first. */
  readonly found: number;
  /** Ledgers that differ, by book and merchant. */
  readonly drifted: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly drifts: readonly Drift[];
}

const KNOWN = 'verification-since';

/** Where the last verification of each reach is kept, for all processes of the service. */
export class KeptVerifications {
  private readonly runs: KeptRuns<VerificationState>;

  constructor(
    private readonly backbone: Pick<Backbone, 'positions'>,
    clock: Clock,
  ) {
    this.runs = new KeptRuns(backbone, clock);
  }

  last(of: Reach): Promise<VerificationState | undefined> {
    return this.runs.last(nameOf(of));
  }

  /** Since when there is somebody who could verify: for when nobody ever has. */
  async known(): Promise<string> {
    const known = await this.backbone.positions.get(KNOWN);
    if (known === undefined) await this.backbone.positions.set(KNOWN, this.now());
    return known ?? this.now();
  }

  now(): string {
    return this.runs.now();
  }
}

/** No merchant is called `*`. */
export function nameOf(of: Reach): string {
  return `verification:${typeof of === 'string' ? of : '*'}`;
}
