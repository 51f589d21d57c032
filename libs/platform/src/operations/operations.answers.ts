import {
  Count,
  Doc,
  Flag,
  FreeForm,
  Nested,
  NestedList,
  Optional,
  Text,
  Timestamp,
  WholeNumber,
} from '@entrepot/contracts';

@Doc('A message of Kafka that was kept.')
export class MessageShown {
  @Text(250) topic!: string;
  @Count() partition!: number;
  @Count() offset!: number;
  @Optional() @Text(2000) type?: string;
  @Optional() @Text(2000) eventId?: string;
}

@Doc('A message of Kafka with its content.')
export class MessageOpened extends MessageShown {
  @FreeForm() headers!: Record<string, string>;
  @Doc('The body: an object when it is one, else the text as { text }.')
  @FreeForm()
  body!: object;
}

@Doc('An input that waits for another try, and holds back those after it of the same source.')
export class ParkedShown {
  @Text(2000) id!: string;
  @Doc('Empty where it names none.') @Text(250, 0) merchantId!: string;
  @Text(250) reaction!: string;
  @Text(2000) source!: string;
  @Text(1000) reason!: string;
  @Count() attempts!: number;
  @Timestamp() parkedAt!: string;
  @Timestamp() retryAt!: string;
  @Nested(() => MessageShown) message!: MessageShown;
}

@Doc('A parked input with its content.')
export class ParkedOpened extends ParkedShown {
  @Nested(() => MessageOpened) declare message: MessageOpened;
}

@Doc('An input that is not tried again until somebody says so.')
export class DeadLetterShown {
  @Text(2000) id!: string;
  @Doc('Empty where it names none.') @Text(250, 0) merchantId!: string;
  @Text(250) reaction!: string;
  @Text(2000) source!: string;
  @Text(120) code!: string;
  @Text(1000) reason!: string;
  @Count() attempts!: number;
  @Timestamp() at!: string;
  @Nested(() => MessageShown) message!: MessageShown;
}

@Doc('A dead letter with its content.')
export class DeadLetterOpened extends DeadLetterShown {
  @Nested(() => MessageOpened) declare message: MessageOpened;
}

@Doc('Work that is due later: an effect that is tried again, or a timer.')
export class TaskShown {
  @Text(2000) id!: string;
  @Text(250) kind!: string;
  @Timestamp() dueAt!: string;
  @Count() attempts!: number;
  @Optional() @Text(2000) lastError?: string;
  @Doc('Since when it should be done.') @Timestamp() since!: string;
}

export class ParkedPage {
  @NestedList(() => ParkedShown) items!: ParkedShown[];
  @Optional() @Text(2000) next?: string;
}
export class DeadLetterPage {
  @NestedList(() => DeadLetterShown) items!: DeadLetterShown[];
  @Optional() @Text(2000) next?: string;
}
export class TaskPage {
  @NestedList(() => TaskShown) items!: TaskShown[];
  @Optional() @Text(2000) next?: string;
}

@Doc('What became of it.')
export class RedriveAnswer {
  @Text(2000) id!: string;
  @Doc(
    'committed, repeated, ignored, done or task: it is settled. parked: it waits behind others of its source. due: it is tried at once. ' +
      'given-up: it is a dead letter now.',
  )
  @Text(40)
  result!: string;
}

export class PartitionShown {
  @Text(250) topic!: string;
  @Count() partition!: number;
  @Doc('Offset of the next message to read; absent while nothing was committed.')
  @Optional()
  @Count()
  committed?: number;
  @Count() end!: number;
}

export class RelayShown {
  @Doc('This process publishes; otherwise it stands by.')
  @Flag()
  publishes!: boolean;
  @Doc('Committed events that are not published yet; 0 or 1 for "some".')
  @Count()
  behind!: number;
}

@Doc('How far this service has come, of all merchants.')
export class ProgressShown {
  @NestedList(() => PartitionShown, { max: 10_000 }) consumer!: PartitionShown[];
  @Nested(() => RelayShown) relay!: RelayShown;
  @Doc('Messages not worked off.') @Count() lag!: number;
  @Count() parked!: number;
  @Count() deadLetters!: number;
  @Doc('Tasks that are due now.') @Count() tasksDue!: number;
  @Doc('Tasks that are due later.') @Count() tasksLater!: number;
  @Doc('Nothing to publish, to read or to try now.') @Flag() idle!: boolean;
}

export class EventShown {
  @Text(2000) id!: string;
  @WholeNumber(1, 1_000_000_000) version!: number;
  @Count() index!: number;
  @Timestamp() at!: string;
  @FreeForm() cause!: object;
  @FreeForm() event!: object;
}

@Doc('What a stream has recorded, in order.')
export class HistoryPageShown {
  @NestedList(() => EventShown) items!: EventShown[];
  @Doc('Version after which the next page begins.') @Optional() @Text(20) next?: string;
}
