import { setTimeout as delay } from 'node:timers/promises';

const LONGEST_PAUSE_MS = 2_000;

/** How many inputs to take and how long to wait, from how the last groups went. */
export class Pace {
  private size: number;
  private aborts = 0;
  private failures = 0;

  constructor(
    private readonly max: number,
    private readonly pauseMs: number,
  ) {
    this.size = max;
  }

  /** Inputs to take next. */
  get limit(): number {
    return this.size;
  }

  get tries(): number {
    return this.failures;
  }

  succeeded(): void {
    this.aborts = 0;
    this.failures = 0;
    this.size = Math.min(this.max, this.size * 2);
  }

  /** Next time take half of what was taken. */
  halve(taken: number): void {
    this.size = Math.max(1, Math.floor(taken / 2));
  }

  /** A transaction met another: wait a random moment, so that two processes do not stay in step. */
  async aborted(taken: number): Promise<void> {
    this.aborts += 1;
    if (this.aborts >= 2) this.halve(taken);
    await delay(Math.random() * Math.min(5 * 2 ** this.aborts, 200));
  }

  /**
   * Another writer was first and nothing got through. Its record is seen only once it is on a majority: do not try again
   * at once.
   */
  async stuck(): Promise<void> {
    this.aborts += 1;
    await delay(Math.random() * Math.min(2 ** this.aborts, 100));
  }

  /** The database is away. */
  async failed(): Promise<void> {
    this.failures += 1;
    const pause = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2 ** (this.failures - 1));
    await delay(pause * (0.5 + Math.random() / 2));
  }
}
