/** Time as the runtime sees it, so that a test can drive it. Order never depends on it. */
export interface Clock {
  /** Milliseconds since the epoch, as the service's database counts them: for what other processes look at. It may jump. */
  now(): number;
  /** Milliseconds since some moment: for intervals in this process. Never goes back. */
  elapsed(): number;
  /** Runs once after that many milliseconds; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** The clock of a process whose database tells the time. */
export function databaseClock(now: () => number): Clock {
  return { ...systemClock, now };
}

export function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** Doubles from `first` with every attempt (from 1) up to `most`. */
export function backoff(attempt: number, first: number, most: number): number {
  return Math.min(most, first * 2 ** Math.min(attempt - 1, 30));
}
