import CircuitBreaker from 'opossum';
import { CallFailed } from './call-failed';
import { isBusinessAnswer } from './classify';
import type { BreakerPolicy } from './policy';

export type BreakerState = 'closed' | 'open' | 'half-open';

/**
 * opossum with its traps closed: no timeout, capacity or cache of its own (a refused place must not count as a failure, and
 * its timeout does not end the work), a volume threshold, and refusals by the other side counted as answers.
 */
export class Breaker {
  private readonly circuit: CircuitBreaker<[() => Promise<unknown>], unknown>;

  constructor(
    private readonly name: string,
    private readonly policy: Required<BreakerPolicy>,
  ) {
    this.circuit = new CircuitBreaker((work: () => Promise<unknown>) => work(), {
      name,
      timeout: false,
      volumeThreshold: policy.volumeThreshold,
      errorThresholdPercentage: policy.errorThresholdPercentage,
      rollingCountTimeout: policy.windowMs,
      resetTimeout: policy.resetMs,
      errorFilter: isBusinessAnswer,
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
  }

  get state(): BreakerState {
    if (this.circuit.halfOpen) return 'half-open';
    return this.circuit.opened ? 'open' : 'closed';
  }

  get isOpen(): boolean {
    return this.circuit.opened;
  }

  /** Runs the work, or refuses as `open`; `refused` is then called, because the work never starts. */
  async run<T>(work: () => Promise<T>, refused: () => void): Promise<T> {
    let started = false;
    let isProbe = this.circuit.halfOpen;
    try {
      return (await this.circuit.fire(() => {
        started = true;
        // A call of before may have closed or opened it meanwhile: then this one is a probe no more.
        const running = work();
        running.catch(() => (isProbe &&= this.circuit.halfOpen));
        return running;
      })) as T;
    } catch (error) {
      // opossum knows success and failure alone, and has just closed.
      if (started && isProbe && this.policy.saysNothing(error)) this.circuit.open();
      if (started) throw error;
      refused();
      throw new CallFailed({ reason: 'open', call: this.name, unknownOutcome: false });
    }
  }
}
