import { Count, Doc, NestedList, OneOf, Optional, Text, Timestamp } from '@entrepot/contracts';

@Doc('A read model, and how far its rebuild is.')
export class ViewShown {
  @Text(250) name!: string;
  @Doc('The class that writes it.') @Text(250) handler!: string;
  @Doc('live: nothing else to tell. requested, rebuilding: the live one is read meanwhile. failed: it is as it was.')
  @OneOf(['live', 'requested', 'rebuilding', 'failed'])
  state!: 'live' | 'requested' | 'rebuilding' | 'failed';
  @Doc('Records and messages that the rebuild has looked at.') @Count() done!: number;
  @Doc('About how many there are.') @Count() total!: number;
  @Doc('Streams and events that could not be shown and were left out.') @Count() skipped!: number;
  @Doc(
    'How old what it shows may be, in milliseconds: 0 when it shows everything; absent when this process cannot tell.',
  )
  @Optional()
  @Count()
  ageMs?: number;
  @Optional() @Timestamp() requestedAt?: string;
  @Optional() @Timestamp() startedAt?: string;
  @Doc('When it was rebuilt last; absent if it has grown event by event.') @Optional() @Timestamp() builtAt?: string;
  @Doc('Why the last rebuild failed.') @Optional() @Text(500) error?: string;
}

export class ViewListShown {
  @NestedList(() => ViewShown) items!: ViewShown[];
}
