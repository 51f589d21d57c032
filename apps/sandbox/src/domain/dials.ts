import {
  Decimal,
  Doc,
  Flag,
  Nested,
  NestedList,
  OneOf,
  Optional,
  Text,
  TextList,
  WholeNumber,
} from '@entrepot/contracts';
import { TENDER_METHODS } from '@entrepot/contracts/shared';

const LONGEST_MS = 120_000;

@Doc('A time that is drawn evenly between two limits, milliseconds.')
export class Span {
  @WholeNumber(0, LONGEST_MS) min!: number;
  @WholeNumber(0, LONGEST_MS) max!: number;
}

@Doc('How webhooks arrive.')
export class WebhookDials {
  @Optional() @Decimal(0, 1) @Doc('Share of webhooks that are sent twice.') duplicateRate?: number;
  @Optional() @Decimal(0, 1) @Doc('Share of webhooks that are overtaken by the next ones.') reorderRate?: number;
  @Optional() @Nested(() => Span) delayMs?: Span;
  @Optional() @Flag() @Doc('Nothing is sent; who wants to know has to ask.') silent?: boolean;
  @Optional()
  @WholeNumber(0, LONGEST_MS)
  @Doc('What is decided later is told so long before the API shows it; payments only.')
  earlyMs?: number;
}

@Doc('How the payment provider behaves.')
export class PspDials {
  @Optional() @Nested(() => Span) latencyMs?: Span;
  @Optional() @Decimal(0, 1) @Doc('Share of calls answered with 503, nothing done.') errorRate?: number;
  @Optional() @Decimal(0, 1) @Doc('Share of calls that are never answered, nothing done.') hangRate?: number;
  @Optional() @Decimal(0, 1) @Doc('Share of calls that are done and never answered.') timeoutThenSuccess?: number;
  @Optional()
  @Decimal(0, 1)
  @Doc('Share of calls that are done and answered with 200 and an error.')
  garbledRate?: number;
  @Optional() @Decimal(0, 1) declineRate?: number;
  @Optional() @Decimal(0, 1) @Doc('Share of payments that are decided later, told by webhook.') pendingRate?: number;
  @Optional() @TextList({ max: 20, each: 40 }) declineMethods?: string[];
  @Optional() @Nested(() => WebhookDials) webhooks?: WebhookDials;
}

@Doc('Parcels move on by themselves.')
export class AutoProgress {
  @Flag() enabled!: boolean;
  @WholeNumber(1, LONGEST_MS) @Doc('Time between two steps.') stepMs!: number;
}

@Doc('How the carrier behaves.')
export class CarrierDials {
  @Optional() @Nested(() => Span) latencyMs?: Span;
  @Optional() @Decimal(0, 1) errorRate?: number;
  @Optional() @Decimal(0, 1) hangRate?: number;
  @Optional() @Decimal(0, 1) timeoutThenSuccess?: number;
  @Optional() @Decimal(0, 1) garbledRate?: number;
  @Optional()
  @Decimal(0, 1)
  @Doc('Share of interceptions that the carrier agrees to; 1 when not given.')
  interceptRate?: number;
  @Optional() @Nested(() => AutoProgress) autoProgress?: AutoProgress;
  @Optional() @Nested(() => WebhookDials) webhooks?: WebhookDials;
}

@Doc('PUT /sandbox/dials: replaces all dials; what is left out is off.')
export class Dials {
  @Optional() @Nested(() => PspDials) psp?: PspDials;
  @Optional() @Nested(() => CarrierDials) carrier?: CarrierDials;
}

export const ACTIONS = ['error', 'hang', 'decline', 'timeout-then-success', 'reset', 'garble'] as const;
export type FaultAction = (typeof ACTIONS)[number];
export const TARGETS = ['psp', 'carrier'] as const;
export type Target = (typeof TARGETS)[number];
export const OPERATIONS = ['authorise', 'capture', 'void', 'refund', 'find', 'book', 'track', 'intercept'] as const;
export type Operation = (typeof OPERATIONS)[number];

@Doc('Which calls a rule is for; all that is given must match.')
export class CallMatch {
  @Optional() @Text(200) reference?: string;
  @Optional() @Text(200) orderReference?: string;
  @Optional() @WholeNumber(0, 1_000_000_000_000) amount?: number;
  @Optional() @OneOf(TENDER_METHODS) method?: string;
}

@Doc('POST /sandbox/rules: the next calls that match go wrong, so many times.')
export class FaultRule {
  @OneOf(TARGETS) target!: Target;
  @OneOf(OPERATIONS) operation!: Operation;
  @Optional() @Nested(() => CallMatch) match?: CallMatch;
  @OneOf(ACTIONS) action!: FaultAction;
  @WholeNumber(1, 1_000_000) times!: number;
}

@Doc('Rules that are still waiting for calls.')
export class FaultRules {
  @NestedList(() => FaultRule, { max: 1000 }) items!: FaultRule[];
}
