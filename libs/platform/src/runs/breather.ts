import { pause, type Clock } from '@entrepot/messaging';

/** It was told to stop. */
export class RunInterrupted extends Error {
  constructor(message = 'it was interrupted') {
    super(message);
  }
}

export interface BreatherOptions {
  readonly clock: Clock;
  /** Share of the time that the work may take for itself, up to 1. */
  readonly share: number;
  readonly signal: AbortSignal;
}

/** Leaves time to those who serve, in the middle of long work. All of it rejects with `RunInterrupted` when the work is to stop. */
export class Breather {
  constructor(private readonly options: BreatherOptions) {}

  /** Leaves the rest of the time to others. */
  async leaveTime(workedMs: number): Promise<void> {
    this.goOn();
    const { share } = this.options;
    if (workedMs > 0 && share < 1) await this.rest((workedMs * (1 - share)) / share);
  }

  /** Waits, and no longer than until it is told to stop. */
  async rest(ms: number): Promise<void> {
    const { signal, clock } = this.options;
    let leave = () => undefined as void;
    const left = new Promise<void>((resolve) => (leave = resolve));
    signal.addEventListener('abort', leave, { once: true });
    await Promise.race([pause(clock, ms), left]);
    signal.removeEventListener('abort', leave);
    this.goOn();
  }

  private goOn(): void {
    if (this.options.signal.aborted) throw new RunInterrupted();
  }
}
