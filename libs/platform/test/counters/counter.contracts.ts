import {
  Count,
  DomainEvent,
  EventContract,
  Flag,
  MessageContract,
  OpaqueId,
  Optional,
  Quantity,
  Text,
  Timestamp,
  type Fields,
} from '@entrepot/contracts';
import { PageQuery } from '../../src/index';

const topic = 'counters.counter.v1';
const readers = ['counters'];

@EventContract<CounterOpened>({
  topic,
  readers,
  example: { counterId: 'cnt_1', label: 'boxes', closesAt: '2026-01-01T00:00:00Z' },
})
export class CounterOpened extends DomainEvent {
  readonly type = 'CounterOpened';
  @OpaqueId() counterId!: string;
  @Text(100) label!: string;
  @Optional() @Timestamp() closesAt?: string;
  constructor(fields: Fields<CounterOpened>) {
    super(fields);
  }
}

@EventContract<CounterRaised>({ topic, readers, example: { counterId: 'cnt_1', by: 3, total: 7 } })
export class CounterRaised extends DomainEvent {
  readonly type = 'CounterRaised';
  @OpaqueId() counterId!: string;
  @Quantity() by!: number;
  @Count() total!: number;
  constructor(fields: Fields<CounterRaised>) {
    super(fields);
  }
}

@EventContract<DoublingAsked>({ topic, readers, example: { counterId: 'cnt_1', total: 7 } })
export class DoublingAsked extends DomainEvent {
  readonly type = 'DoublingAsked';
  @OpaqueId() counterId!: string;
  @Count() total!: number;
  constructor(fields: Fields<DoublingAsked>) {
    super(fields);
  }
}

@EventContract<CounterClosed>({ topic, readers, example: { counterId: 'cnt_1' } })
export class CounterClosed extends DomainEvent {
  readonly type = 'CounterClosed';
  @OpaqueId() counterId!: string;
  constructor(fields: Fields<CounterClosed>) {
    super(fields);
  }
}

@EventContract<TallyMarked>({ topic: 'counters.tally.v1', readers, example: { by: 3, marks: 12 } })
export class TallyMarked extends DomainEvent {
  readonly type = 'TallyMarked';
  @Quantity() by!: number;
  @Count() marks!: number;
  constructor(fields: Fields<TallyMarked>) {
    super(fields);
  }
}

export class OpenCounter {
  @Text(100) label!: string;
  @Optional() @Timestamp() closesAt?: string;
}

export class RaiseCounter {
  @Quantity() by!: number;
}

@MessageContract({ topic: 'counters.intake.v1', keyedBy: 'merchant', example: { counterId: 'cnt_1', by: 2 } })
export class RaiseByMessage {
  @OpaqueId() counterId!: string;
  @Quantity() by!: number;
}

export class CounterAnswer {
  @OpaqueId() counterId!: string;
  @Text(100) label!: string;
  @Count() total!: number;
  @Flag() closed!: boolean;
}

export class ListCounters extends PageQuery {
  @Optional() @Flag() closed?: boolean;
}
