import { Count, Doc, NestedList, OneOf, Optional, Text, TextList, Timestamp, WholeNumber } from '@entrepot/contracts';

@Doc('Has the books added up anew from the streams.')
export class StartVerification {
  @Optional() @Text(500) @Doc('Why; kept in the audit trail.') reason?: string;
  @Optional()
  @WholeNumber(0, 600)
  @Doc('How long a difference must last to count, 5 if left out: what is on its way is none.')
  settleSeconds?: number;
}

export class BooksShown {
  @Text(40) name!: string;
  @Doc('Ledgers that were added up.') @Count() ledgers!: number;
  @Doc('Ledgers that differ from what else says the same; 0 until the end.') @Count() drifted!: number;
}

@Doc('The last verification of the books, or the one that is under way.')
export class VerificationShown {
  @Doc('interrupted: its process has ended; ask again.')
  @OneOf(['running', 'done', 'failed', 'interrupted'])
  state!: 'running' | 'done' | 'failed' | 'interrupted';
  @Doc('The API client; `schedule` where nobody asked.') @Text(250) by!: string;
  @Optional() @Text(500) reason?: string;
  @Timestamp() startedAt!: string;
  @Optional() @Timestamp() endedAt?: string;
  @Doc('Records that were looked at.') @Count() looked!: number;
  @Doc('About how many there are, with those of other kinds.') @Count() total!: number;
  @NestedList(() => BooksShown, { max: 20 }) books!: BooksShown[];
  @Doc('Differences that have lasted; they are listed at `drifts`.') @Count() drifts!: number;
  @Doc('Why it failed.') @Optional() @Text(500) error?: string;
}

@Doc('What two books say differently.')
export class DriftShown {
  @Text(40) book!: string;
  @Text(250) merchantId!: string;
  @Doc('Key of the stream.') @Text(2000) of!: string;
  @Text(1000) what!: string;
  @Doc('Of the events that say otherwise, the newest last.') @TextList({ max: 20, each: 2000 }) eventIds!: string[];
}

export class DriftPage {
  @NestedList(() => DriftShown) items!: DriftShown[];
  @Optional() @Text(2000) next?: string;
}
