import type { ServiceParts } from '../runtime/service-parts';

const LEASE_MS = 15_000;
const RENEW_MS = 4_000;
/** It is not trusted for its last part: clocks, and requests that take their time. */
const TRUSTED_MS = 12_000;

/** Who makes a view anew, and in whose name. */
export interface Applicant {
  readonly lease: string;
  readonly owner: string;
  /** Ends it from outside. */
  readonly stop: AbortSignal;
}

/** That this process makes a view anew and no other one does. Once it was lost, or may have been, it is lost for good. */
export class RebuildLease {
  private readonly over = new AbortController();
  private readonly leave = () => this.over.abort();
  private cancel = (): void => undefined;

  private constructor(
    private readonly parts: ServiceParts,
    private readonly applicant: Applicant,
    private takenAt: number,
  ) {
    applicant.stop.addEventListener('abort', this.leave);
    this.renewLater();
  }

  /** Undefined while another process has it. */
  static async take(parts: ServiceParts, applicant: Applicant): Promise<RebuildLease | undefined> {
    const { lease, owner } = applicant;
    const asked = parts.clock.elapsed();
    const taken = await parts.backbone.leases.take(lease, owner, LEASE_MS);
    return taken ? new RebuildLease(parts, applicant, asked) : undefined;
  }

  /** Aborted when it is lost. */
  get signal(): AbortSignal {
    return this.over.signal;
  }

  /**
   * To be asked right before anything that two may not do at once: a process that stood still finds out by this that its time
   * is over, before its timers run.
   */
  get isHeld(): boolean {
    const { applicant, parts, over } = this;
    if (applicant.stop.aborted || parts.clock.elapsed() - this.takenAt > TRUSTED_MS) this.leave();
    return !over.signal.aborted;
  }

  async release(): Promise<void> {
    const { applicant, parts } = this;
    this.cancel();
    // What was asked for last may be answered later: it must not go on from there.
    this.leave();
    applicant.stop.removeEventListener('abort', this.leave);
    await parts.backbone.leases.release(applicant.lease, applicant.owner).catch(() => undefined);
  }

  private renewLater(): void {
    this.cancel = this.parts.clock.after(RENEW_MS, () => {
      const asked = this.parts.clock.elapsed();
      const { lease, owner } = this.applicant;
      const renewed = this.parts.backbone.leases.take(lease, owner, LEASE_MS);
      renewed.then((taken) => (taken ? this.renewed(asked) : this.leave()), this.leave);
    });
  }

  private renewed(asked: number): void {
    if (!this.isHeld) return;
    this.takenAt = asked;
    this.renewLater();
  }
}
