import CircuitBreaker from 'opossum';
import { CallFailed } from './call-failed';
import { isBusinessAnswer } from './classify';
import type { BreakerPolicy } from './policy';

export type BreakerState = 'closed' | 'open' | 'half-open';
/** Whether an error says nothing of the other side, neither that it works nor that it does not. */
type SaysNothing = (error: unknown) => boolean;

interface Counted {
  readonly started: boolean;
  isProbe: boolean;
  readonly among: { fires: number } | undefined;
}

/**
 * opossum with its traps closed: no timeout, capacity or cache of its own (a refused place must not count as a failure, and
 * its timeout does not end the work), a volume threshold, and refusals by the other side counted as answers.
 */
export class Breaker {
  private readonly circuit: CircuitBreaker<[() => Promise<unknown>, SaysNothing], unknown>;

  constructor(
    private readonly name: string,
    private readonly policy: Required<BreakerPolicy>,
  ) {
    this.circuit = new CircuitBreaker((work: () => Promise<unknown>, _: SaysNothing) => work(), {
      name,
      timeout: false,
      volumeThreshold: policy.volumeThreshold,
      errorThresholdPercentage: policy.errorThresholdPercentage,
      rollingCountTimeout: policy.windowMs,
      resetTimeout: policy.resetMs,
      // It is given what was fired, too, which its types do not say.
      errorFilter: (error: unknown, _?: unknown, saysNothing?: SaysNothing) =>
        isBusinessAnswer(error) || saysNothing?.(error) === true,
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
  async run<T>(work: () => Promise<T>, refused: () => void, callerLeft: SaysNothing): Promise<T> {
    const saysNothing = (error: unknown) => callerLeft(error) || this.policy.saysNothing(error);
    const counted: Counted = { started: false, isProbe: this.circuit.halfOpen, among: undefined };
    try {
      return (await this.circuit.fire(() => {
        // It has just been counted there.
        Object.assign(counted, { started: true, among: this.counts });
        const running = work();
        // A call of before may have closed or opened it meanwhile: then this one is a probe no more.
        running.catch(() => (counted.isProbe &&= this.circuit.halfOpen));
        return running;
      }, saysNothing)) as T;
    } catch (error) {
      if (counted.started && saysNothing(error)) this.forget(counted);
      if (counted.started) throw error;
      refused();
      throw new CallFailed({ reason: 'open', call: this.name, unknownOutcome: false });
    }
  }

  /** As if it had never been called. opossum knows success and failure alone: it has counted one more, and has just closed for a probe. */
  private forget({ isProbe, among }: Counted): void {
    if (among !== undefined) among.fires -= 1;
    if (isProbe) this.circuit.open();
  }

  /** What opossum counts in now. */
  private get counts(): { fires: number } | undefined {
    return this.circuit.status.window[0];
  }
}
