/**
 * A token bucket filled by first tries and emptied by retries: retries stay near `ratio` of calls however many callers
 * fail at once. Starts full, so that a few calls of a quiet client can be retried.
 */
export class RetryBudget {
  private tokens: number;

  constructor(
    private readonly ratio: number,
    private readonly capacity = 10,
  ) {
    this.tokens = capacity;
  }

  get left(): number {
    return this.tokens;
  }

  firstTry(): void {
    this.tokens = Math.min(this.capacity, this.tokens + this.ratio);
  }

  /** Pays for one retry; false when there is nothing left to pay with. */
  pay(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
