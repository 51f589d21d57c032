import { performance, type EventLoopUtilization } from 'node:perf_hooks';

const SAMPLED_EVERY_MS = 250;
/** Below the first share of its time a process waits for nobody; from the second on it waits the longest. */
const [CALM, BUSY] = [0.2, 0.5];
const LONGEST_GAP_MS = 120;

/**
 * How far apart batches of a process should begin. A commit, a send or a fetch costs much the same with one message as with a
 * hundred: a process with time to spare takes what is there at once, a busy one waits for more to come together. Busy is
 * measured by the share of time in which its event loop had something to do, waiting for a processor included.
 */
export class LoopPace {
  private last: EventLoopUtilization;
  private sampledAt = performance.now();
  private share = 0;

  /** `utilization`, as in `node:perf_hooks`: since the start of the process, or since an earlier one. */
  constructor(private readonly utilization = performance.eventLoopUtilization.bind(performance)) {
    this.last = utilization();
  }

  /** Milliseconds from the beginning of one batch to that of the next: 0 to 120. */
  get gapMs(): number {
    const now = performance.now();
    if (now - this.sampledAt >= SAMPLED_EVERY_MS) this.sample(now);
    return LONGEST_GAP_MS * Math.max(0, Math.min(1, (this.share - CALM) / (BUSY - CALM)));
  }

  private sample(now: number): void {
    const current = this.utilization();
    this.share = (this.share + this.utilization(current, this.last).utilization) / 2;
    this.last = current;
    this.sampledAt = now;
  }
}
