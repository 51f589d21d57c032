/** How calls of one kind to one other system are made. All times in milliseconds. */
export interface CallPolicy {
  /** Names the breaker, its metrics and its line in /health: one name per system and kind of call. */
  readonly name: string;
  /** Longest time for the whole call with all its tries. */
  readonly deadlineMs: number;
  /** Longest time of one try; at most `deadlineMs`. */
  readonly tryTimeoutMs: number;
  /** Tries after the first one, for idempotent calls only. Default 2. */
  readonly retries?: number;
  /** Wait before retry n is random between 0 and `min(maxDelayMs, baseDelayMs * 2^n)`. Default 100. */
  readonly baseDelayMs?: number;
  readonly maxDelayMs?: number;
  /** Retries per call on average, so that a system in trouble does not get more load. Default 0.1. */
  readonly retryRatio?: number;
  /** Calls under way at once; one more waits, or is refused as `full`. Default 32. */
  readonly concurrency?: number;
  /** Calls that may wait for a place, inside their deadline: takes up bursts. Default 0. */
  readonly queue?: number;
  readonly breaker?: BreakerPolicy;
}

export interface BreakerPolicy {
  /** Tries in the window before it may open; at least 10. Default 10. */
  readonly volumeThreshold?: number;
  /** Failed share of the tries in the window, in percent, above which it opens. Default 50. */
  readonly errorThresholdPercentage?: number;
  readonly windowMs?: number;
  /** How long it stays open before one try is let through. Default 10,000. */
  readonly resetMs?: number;
  /** Errors that say nothing of the other side, such as a caller that left: the one try that is let through then counts for nothing. */
  readonly saysNothing?: (error: unknown) => boolean;
}

export type FullPolicy = Required<Omit<CallPolicy, 'breaker'>> & { readonly breaker: Required<BreakerPolicy> };

/** The policy with its defaults; throws for one that cannot work, because that is a mistake in the program. */
export function completePolicy(policy: CallPolicy): FullPolicy {
  const full: FullPolicy = {
    retries: 2,
    baseDelayMs: 100,
    maxDelayMs: 5_000,
    retryRatio: 0.1,
    concurrency: 32,
    queue: 0,
    ...policy,
    breaker: {
      volumeThreshold: 10,
      errorThresholdPercentage: 50,
      windowMs: 10_000,
      resetMs: 10_000,
      saysNothing: () => false,
      ...policy.breaker,
    },
  };
  if (full.tryTimeoutMs > full.deadlineMs) throw new Error(`${full.name}: tryTimeoutMs is longer than deadlineMs`);
  if (full.breaker.volumeThreshold < 10) throw new Error(`${full.name}: a volumeThreshold below 10 opens on noise`);
  return full;
}
