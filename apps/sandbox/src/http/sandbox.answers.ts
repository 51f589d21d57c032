import { Count, Doc, FreeForm, FreeKey, NestedList, OneOf, Optional, Timestamp } from '@entrepot/contracts';
import { OPERATIONS, TARGETS, type Operation, type Target } from '../domain/dials';
import { OUTCOMES, type CallOutcome } from '../domain/journal';

export class JournalledCall {
  @Timestamp() at!: string;
  @OneOf(TARGETS) target!: Target;
  @OneOf(OPERATIONS) operation!: Operation;
  @Optional() @FreeKey() reference?: string;
  @OneOf(OUTCOMES) outcome!: CallOutcome;
}

@Doc('What was asked of the sandbox, the newest first.')
export class CallsAnswer {
  @FreeForm() @Doc('How many calls, by target.operation.outcome.') counters!: Record<string, number>;
  @NestedList(() => JournalledCall) items!: JournalledCall[];
}

@Doc(
  'Webhooks that are on their way, will be tried again or follow from what is under way: while there are any, somebody will still hear something.',
)
export class WebhooksAnswer {
  @Count() waiting!: number;
}

export class ResetAnswer {
  @OneOf(['reset']) status!: 'reset';
}
