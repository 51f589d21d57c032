import { Count, Doc, Flag, Nested, NestedList, OneOf, Optional, Text, TextList, Timestamp } from '@entrepot/contracts';

@Doc('Has everything that older master keys have wrapped wrapped by the newest one.')
export class StartRewrap {
  @Optional() @Text(500) @Doc('Why; kept in the audit trail. Required unless `dryRun`.') reason?: string;
  @Optional() @Flag() @Doc('Counts, and opens what would be wrapped anew; changes nothing.') dryRun?: boolean;
}

@Doc('What one master key wraps.')
export class WrappedShown {
  @Text(250) masterKeyId!: string;
  @Count() count!: number;
  @Doc('Of these, what could not be opened: the master key is not in the file, or does not fit.')
  @Count()
  unopened!: number;
}

@Doc('One sort of what master keys wrap.')
export class WrappedPlaceShown {
  @Doc('`data-keys`: of persons. `webhook-secrets`: of senders.') @Text(40) name!: string;
  @NestedList(() => WrappedShown) keys!: WrappedShown[];
  @Doc('Wrapped anew; in a dry run what would have been.') @Count() rewrapped!: number;
  @Doc('Destroyed or changed meanwhile, and left as it was then.') @Count() overtaken!: number;
}

@Doc('A rewrap, or a dry run of one.')
export class RewrapShown {
  @Doc('interrupted: its process has ended; ask again, it goes on with what is left.')
  @OneOf(['running', 'done', 'failed', 'interrupted'])
  state!: 'running' | 'done' | 'failed' | 'interrupted';
  @Flag() dryRun!: boolean;
  @Doc('The API client.') @Text(250) by!: string;
  @Optional() @Text(500) reason?: string;
  @Timestamp() startedAt!: string;
  @Optional() @Timestamp() endedAt?: string;
  @Doc('Keys and secrets that were looked at.') @Count() looked!: number;
  @Doc('About how many there are.') @Count() total!: number;
  @NestedList(() => WrappedPlaceShown) places!: WrappedPlaceShown[];
  @Doc('Why it failed.') @Optional() @Text(500) error?: string;
}

@Doc(
  'The master keys of the process that answers, and in access what is known of what they wrap. An id says nothing about its key.',
)
export class MasterKeysShown {
  @Doc('The newest first: it wraps, all unwrap.') @TextList({ max: 100, each: 250 }) ids!: string[];
  @Doc('The last rewrap, or the one that is under way.') @Optional() @Nested(() => RewrapShown) rewrap?: RewrapShown;
  @Doc('The last dry run: what each master key wrapped then.')
  @Optional()
  @Nested(() => RewrapShown)
  counted?: RewrapShown;
}
