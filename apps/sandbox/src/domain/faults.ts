import { Chance } from './chance';
import type { CallMatch, Dials, FaultAction, FaultRule, Operation, Target } from './dials';
import { Refusal } from './refusal';

/** A call as far as rules can ask about it. */
export interface Call {
  readonly target: Target;
  readonly operation: Operation;
  readonly reference?: string;
  readonly orderReference?: string;
  readonly amount?: number;
  readonly method?: string;
}

const SEED = 20_160_904;

function fits(match: CallMatch | undefined, call: Call): boolean {
  return Object.entries(match ?? {}).every(([name, value]) => call[name as keyof CallMatch] === value);
}

/** What each of the two is asked for. */
const ASKED: Readonly<Record<Target, readonly Operation[]>> = {
  psp: ['authorise', 'capture', 'void', 'refund', 'find'],
  carrier: ['book', 'void', 'find', 'track', 'intercept'],
};
/** What can be declined. */
const DECLINED: readonly Operation[] = ['authorise', 'book'];

/** Decides which call goes wrong and how: rules first, then the dials. */
export class Faults {
  private settings: Dials = {};
  private waiting: FaultRule[] = [];
  private random = new Chance(SEED);

  get dials(): Dials {
    return this.settings;
  }

  set dials(dials: Dials) {
    this.settings = dials;
  }

  get rules(): readonly FaultRule[] {
    return this.waiting;
  }

  get chance(): Chance {
    return this.random;
  }

  /** A rule that would change nothing is refused: whoever adds it would believe that something went wrong. */
  add(rule: FaultRule): void {
    const { target, operation, action } = rule;
    if (!ASKED[target].includes(operation)) {
      throw new Refusal(422, 'no_such_call', `operation: nobody asks the ${target} for ${operation}.`);
    }
    if (action === 'decline' && !DECLINED.includes(operation)) {
      throw new Refusal(422, 'not_declined', `action: only ${DECLINED.join(' and ')} can be declined.`);
    }
    this.waiting.push({ ...rule });
  }

  reset(): void {
    this.settings = {};
    this.waiting = [];
    this.random = new Chance(SEED);
  }

  /** What goes wrong with this call; undefined: nothing. */
  of(call: Call): FaultAction | undefined {
    return this.byRule(call) ?? this.byDial(call);
  }

  latency(target: Target): number {
    return this.random.between(this.settings[target]?.latencyMs);
  }

  private byRule(call: Call): FaultAction | undefined {
    const rule = this.waiting.find(
      ({ target, operation, match }) => target === call.target && operation === call.operation && fits(match, call),
    );
    if (!rule) return undefined;
    rule.times -= 1;
    this.waiting = this.waiting.filter(({ times }) => times > 0);
    return rule.action;
  }

  private byDial(call: Call): FaultAction | undefined {
    const dials = this.settings[call.target];
    if (this.random.happens(dials?.errorRate)) return 'error';
    if (this.random.happens(dials?.hangRate)) return 'hang';
    if (this.random.happens(dials?.timeoutThenSuccess)) return 'timeout-then-success';
    if (this.random.happens(dials?.garbledRate)) return 'garble';
    return call.operation === 'authorise' && this.declines(call) ? 'decline' : undefined;
  }

  private declines({ method }: Call): boolean {
    const psp = this.settings.psp;
    return (method !== undefined && psp?.declineMethods?.includes(method)) || this.random.happens(psp?.declineRate);
  }
}
