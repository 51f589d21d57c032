import { Doc, Duration, Flag, NestedList, Nested, Optional, Text, TextList, WholeNumber } from '@entrepot/contracts';

/** Most that one request can set off. */
export const MOST_SELECTED = 200;

/** However many ask: what people set off in bulk must not starve what happens by itself. */
export const FASTEST_PER_SECOND = 50;

@Doc('Those that match all of this, the oldest first.')
export class HeldFilter {
  @Optional()
  @Text(250)
  @Doc('Of this reaction or effect; for parked inputs, of this kind of stream.')
  handler?: string;
  @Optional() @Text(120) @Doc('Refusal code; of dead letters only.') code?: string;
  @Optional() @Text(250, 0) @Doc('Only of this merchant; an empty text: that name none.') merchantId?: string;
  @Optional() @Duration() @Doc('Waiting for longer than this.') olderThan?: string;
  @Optional() @WholeNumber(1, MOST_SELECTED) @Doc('At most so many; default 200.') limit?: number;
  @Optional() @Text(2000) @Doc('`next` of the answer before, to go on behind it.') cursor?: string;
}

/** Which ones: by ids, or all that match a filter. */
export class Choice {
  @Optional() @TextList({ min: 1, max: MOST_SELECTED, each: 2000 }) ids?: string[];
  @Optional() @Nested(() => HeldFilter) filter?: HeldFilter;
  @Optional() @Flag() @Doc('Say which ones it would be, do nothing.') dryRun?: boolean;
  @Optional()
  @WholeNumber(1, FASTEST_PER_SECOND)
  @Doc('Not faster than this, 50 if left out. At most so many are done at once as take ten seconds; `next` goes on.')
  perSecond?: number;
}

@Doc('Which ones, by ids or all that match a filter.')
export class Selection extends Choice {
  @Optional() @Text(500) @Doc('Why; kept in the audit trail.') reason?: string;
}

@Doc('Which ones are to be given up, by ids or all that match a filter, and why.')
export class SelectionWithReason extends Choice {
  @Text(500) @Doc('Why; kept in the audit trail.') reason!: string;
}

@Doc('Why something is done by hand.')
export class OptionalReason {
  @Optional() @Text(500) reason?: string;
}

@Doc('Why something is given up.')
export class RequiredReason {
  @Text(500) reason!: string;
}

@Doc('What became of one of them.')
export class ItemResult {
  @Text(2000) id!: string;
  @Doc(
    'committed, repeated, ignored, done: it is settled. due: it is tried at once. task, parked: it waits again. given-up: it is a ' +
      'dead letter now. discarded: it is gone. failed: it failed again, `code` says how. not-found: there is none. ' +
      'refused: this cannot be done to it. selected: a dry run.',
  )
  @Text(40)
  result!: string;
  @Optional() @Text(120) code?: string;
  @Optional() @Text(1000) reason?: string;
}

@Doc('What became of each of them.')
export class SelectionAnswer {
  @Flag() dryRun!: boolean;
  @NestedList(() => ItemResult, { max: MOST_SELECTED }) results!: ItemResult[];
  @Doc('More match the filter: give it back as `filter.cursor`.') @Optional() @Text(2000) next?: string;
}
