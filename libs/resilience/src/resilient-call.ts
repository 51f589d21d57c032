import { setTimeout as sleep } from 'node:timers/promises';
import { Breaker } from './breaker';
import { Bulkhead } from './bulkhead';
import { CallFailed } from './call-failed';
import { classify, isTransient } from './classify';
import { Figures, watch } from './figures';
import { completePolicy, type CallPolicy, type FullPolicy } from './policy';
import { RetryBudget } from './retry-budget';
import { timedTry } from './timed-try';

export interface CallOptions {
  /** Asking twice has the effect of asking once. Only such calls are tried again. */
  readonly idempotent: boolean;
  /**
   * Ends the call early; it then fails as a timeout. The breaker counts that as silence of the other side only if a clock ended it
   * (its reason is a `TimeoutError`, as that of `AbortSignal.timeout`), and not at all if the caller has left.
   */
  readonly signal?: AbortSignal;
}

type Work<T> = (signal: AbortSignal) => Promise<T>;

/** Runs `work` under a policy. Work must pass its signal on: a try that is given up keeps its place until it has really ended. */
export type ResilientCall = <T>(work: Work<T>, options: CallOptions) => Promise<T>;

/**
 * One way to call another system: total deadline, then budgeted retries with full jitter, then breaker, then bulkhead (with a queue, if wanted), then
 * a timeout per try with an AbortSignal of its own. Throws `CallFailed`; what `work` throws on purpose passes through.
 */
export function resilientCall(policy: CallPolicy): ResilientCall {
  const line = new Line(completePolicy(policy));
  return (work, options) => line.call(work, options);
}

interface CallState {
  readonly deadline: AbortSignal;
  readonly caller: AbortSignal | undefined;
  readonly endsAt: number;
  retries: number;
  unknownOutcome: boolean;
}

class Line {
  private readonly breaker: Breaker;
  private readonly bulkhead: Bulkhead;
  private readonly budget: RetryBudget;
  private readonly figures: Figures;

  constructor(private readonly policy: FullPolicy) {
    this.breaker = new Breaker(policy.name, policy.breaker);
    this.bulkhead = new Bulkhead(policy.concurrency, policy.queue);
    this.budget = new RetryBudget(policy.retryRatio);
    this.figures = new Figures(policy.name);
    watch(policy.name, () => ({
      call: policy.name,
      state: this.breaker.state,
      inFlight: this.bulkhead.inFlight,
      concurrency: policy.concurrency,
      retryBudget: this.budget.left,
      ...this.figures.snapshot(),
    }));
  }

  async call<T>(work: Work<T>, options: CallOptions): Promise<T> {
    const started = performance.now();
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), this.policy.deadlineMs);
    const { signal: caller } = options;
    const deadline = caller === undefined ? clock.signal : AbortSignal.any([clock.signal, caller]);
    const endsAt = started + this.policy.deadlineMs;
    const state: CallState = { deadline, caller, endsAt, retries: 0, unknownOutcome: false };
    this.budget.firstTry();
    try {
      const answer = await this.tryUntilDone(work, options, state);
      this.figures.ended('ok', performance.now() - started);
      return answer;
    } catch (error) {
      this.figures.ended(error instanceof CallFailed ? error.reason : 'refused', performance.now() - started);
      throw error instanceof CallFailed && state.unknownOutcome ? error.afterUnknown() : error;
    } finally {
      clearTimeout(timer);
    }
  }

  private async tryUntilDone<T>(work: Work<T>, options: CallOptions, state: CallState): Promise<T> {
    for (;;) {
      try {
        return await this.tryOnce(work, state);
      } catch (thrown) {
        const error = classify(this.policy.name, thrown);
        state.unknownOutcome ||= error instanceof CallFailed && error.unknownOutcome;
        const wait = options.idempotent ? this.waitBeforeRetry(error, state) : undefined;
        if (wait === undefined) throw error;
        await sleep(wait, undefined, { signal: state.deadline }).catch(() => {
          throw error;
        });
        state.retries += 1;
        this.figures.retried();
      }
    }
  }

  private async tryOnce<T>(work: Work<T>, state: CallState): Promise<T> {
    if (state.deadline.aborted) throw this.notCalled('timeout');
    if (this.breaker.isOpen) throw this.notCalled('open');
    const ended = await this.place(state);
    const limits = { timeoutMs: this.policy.tryTimeoutMs, outer: state.deadline, ended };
    const attempt = () =>
      timedTry(work, limits).catch((error: unknown) => {
        throw classify(this.policy.name, error);
      });
    return this.breaker.run(attempt, ended, (error) => isTimeout(error) && hasLeft(state.caller));
  }

  /** Gives back the place when the breaker opened meanwhile. */
  private async place({ deadline }: CallState): Promise<() => void> {
    const ended = this.bulkhead.enter() ?? (await this.bulkhead.wait(deadline));
    if (ended === undefined) throw this.notCalled(deadline.aborted ? 'timeout' : 'full');
    if (!this.breaker.isOpen) return ended;
    ended();
    throw this.notCalled('open');
  }

  /** Undefined: no further try, because it would not help, cannot be paid for, or would be cut short by the deadline. */
  private waitBeforeRetry(error: unknown, state: CallState): number | undefined {
    if (!isTransient(error) || state.deadline.aborted || state.retries >= this.policy.retries) return undefined;
    const longest = Math.min(this.policy.maxDelayMs, this.policy.baseDelayMs * 2 ** state.retries);
    const wait = Math.max(Math.random() * longest, error.retryAfterMs ?? 0);
    const left = state.endsAt - performance.now() - wait;
    if (left < this.policy.tryTimeoutMs / 2) return undefined;
    return this.budget.pay() ? wait : undefined;
  }

  private notCalled(reason: 'open' | 'full' | 'timeout'): CallFailed {
    return new CallFailed({ reason, call: this.policy.name, unknownOutcome: false });
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof CallFailed && error.reason === 'timeout';
}

function hasLeft(caller: AbortSignal | undefined): boolean {
  return caller?.aborted === true && (caller.reason as { name?: unknown } | undefined)?.name !== 'TimeoutError';
}
