export type CallFailure = 'timeout' | 'open' | 'full' | 'network' | 'status';

export interface CallFailureFacts {
  readonly reason: CallFailure;
  readonly call: string;
  /** The answer's status and body, when there was an answer. The body may hold personal data: it is for decisions, never for logs. */
  readonly status?: number | undefined;
  readonly body?: unknown;
  /**
   * The other side may have done what was asked: the request may have reached it and no answer says otherwise. Sticky over the
   * tries of one call. Ask by your own reference before calling again, never assume.
   */
  readonly unknownOutcome: boolean;
  /** How long the other side asked us to wait. */
  readonly retryAfterMs?: number | undefined;
}

/** A call to another system did not end with an answer that can be used. */
export class CallFailed extends Error implements CallFailureFacts {
  readonly reason: CallFailure;
  readonly call: string;
  readonly status?: number | undefined;
  readonly unknownOutcome: boolean;
  readonly retryAfterMs?: number | undefined;
  /** Not enumerable, so that loggers that print errors whole leave it out. */
  declare readonly body?: unknown;

  constructor(facts: CallFailureFacts, cause?: unknown) {
    super(describe(facts), cause === undefined ? undefined : { cause });
    this.name = 'CallFailed';
    this.reason = facts.reason;
    this.call = facts.call;
    this.status = facts.status;
    this.unknownOutcome = facts.unknownOutcome;
    this.retryAfterMs = facts.retryAfterMs;
    Object.defineProperty(this, 'body', { value: facts.body, enumerable: false });
  }

  /** The same failure of a call whose earlier try may have had its effect. */
  afterUnknown(): CallFailed {
    if (this.unknownOutcome) return this;
    const { reason, call, status, body, retryAfterMs } = this;
    return new CallFailed({ reason, call, status, body, retryAfterMs, unknownOutcome: true }, this.cause);
  }
}

function describe({ call, reason, status }: CallFailureFacts): string {
  switch (reason) {
    case 'timeout':
      return `${call}: no answer in time`;
    case 'open':
      return `${call}: not called, its breaker is open`;
    case 'full':
      return `${call}: not called, too many calls are under way`;
    case 'network':
      return `${call}: no readable answer came back`;
    case 'status':
      return `${call}: answered ${status}`;
  }
}
