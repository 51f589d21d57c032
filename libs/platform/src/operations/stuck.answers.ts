import { Count, Doc, Duration, NestedList, OneOf, Optional, Text, Timestamp } from '@entrepot/contracts';
import { PageQuery } from '../http/page';

export const STUCK_KINDS = ['stream', 'parked', 'dead-letter', 'task'] as const;
export type StuckKind = (typeof STUCK_KINDS)[number];

/** Which of the things that do not move on to list. */
export class ListStuck extends PageQuery {
  @Optional() @OneOf(STUCK_KINDS) kind?: StuckKind;
  @Optional() @Text(250) @Doc('waiting, given-up, overdue, or the state of a stream.') state?: string;
  @Optional() @Text(250) @Doc('Reaction, effect or timer; for parked inputs the kind of stream.') handler?: string;
  @Optional()
  @Duration()
  @Doc('Standing still for longer than this, instead of longer than expected.')
  olderThan?: string;
}

@Doc('Something that does not move on by itself, or not for longer than it should.')
export class StuckShown {
  @OneOf(STUCK_KINDS) kind!: StuckKind;
  @Text(2000) @Doc('Of the parked input, dead letter or task; the key of the stream.') id!: string;
  @Text(250) state!: string;
  @Timestamp() since!: string;
  @Count() ageSeconds!: number;
  @Optional() @Text(250) handler?: string;
  @Optional() @Text(2000) @Doc('The stream that it came from.') source?: string;
  @Optional() @Text(250) @Doc('The kind of stream that stands still.') stream?: string;
  @Optional() @Text(120) @Doc('Who has to do something for it to move on.') waitsFor?: string;
  @Optional() @Text(120) code?: string;
  @Optional() @Text(2000) reason?: string;
  @Optional() @Count() attempts?: number;
  @Optional() @Timestamp() @Doc('When it is tried again by itself.') retryAt?: string;
  @Optional() @Text(2200) @Doc('POST here to have it tried again.') retry?: string;
}

export class StuckPage {
  @NestedList(() => StuckShown) items!: StuckShown[];
  @Optional() @Text(2000) next?: string;
}
