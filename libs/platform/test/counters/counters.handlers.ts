import { ignored, decided, type AnyEvent, type Given } from '@entrepot/kernel';
import {
  Lists,
  Performs,
  Projects,
  Reacts,
  Takes,
  Wakes,
  type Effect,
  type EffectCall,
  type EventMeta,
  type Performed,
  type RowRef,
  type Taken,
} from '@entrepot/messaging';
import { Doubler } from './doubler.client';
import { closeCounter, CounterStream, markTally, raiseCounter, TallyStream, type Counter } from './counter';
import { CounterRaised, DoublingAsked, RaiseByMessage, TallyMarked } from './counter.contracts';

@Reacts({ to: CounterRaised, on: TallyStream, id: () => 'all' })
export class OnCounterRaised {
  readonly decide = markTally;
}

export type Doubled = { readonly kind: 'doubled'; readonly by: number } | { readonly kind: 'refused' };

@Performs({ intent: DoublingAsked, of: CounterStream, id: (intent) => intent.counterId })
export class DoubleCounter implements Effect<DoublingAsked, Counter, Doubled> {
  constructor(private readonly doubler: Doubler) {}

  isOpen(counter: Counter): boolean {
    return counter.doubling;
  }

  perform(intent: DoublingAsked, call: EffectCall): Promise<Doubled> {
    return this.doubler.double(intent.total, call);
  }

  readonly decide = (counter: Counter, { outcome }: Performed<DoublingAsked, Doubled>, given: Given) => {
    if (outcome.kind === 'refused') return ignored('refused');
    const total = counter.total + outcome.by;
    return decided(new CounterRaised({ counterId: given.key, by: outcome.by, total }));
  };
}

@Wakes({ of: CounterStream, dueAt: (counter) => (counter.status === 'open' ? counter.closesAt : undefined) })
export class CounterDeadline {
  readonly decide = closeCounter;
}

export interface CounterRow {
  readonly label: string;
  readonly total: number;
  readonly closed: boolean;
  readonly counterId: string;
  readonly state: string;
  readonly since: string;
}

@Projects({ of: CounterStream, view: 'counters', indexes: [{ closed: 1, total: -1 }] })
export class CountersView {
  row({ label, total, status, since = '' }: Counter, { key }: RowRef): CounterRow {
    return { label, total, closed: status === 'closed', counterId: key, state: status, since };
  }
}

export interface TrailRow {
  readonly what: string;
  readonly stream: string;
  readonly at: string;
}

@Lists({ events: [CounterRaised, TallyMarked], view: 'trail', indexes: [{ at: 1 }] })
export class TrailView {
  rows(event: AnyEvent, { stream, at }: EventMeta): TrailRow[] {
    return [{ what: event.type, stream, at }];
  }
}

@Takes({ topic: 'counters.intake.v1', body: RaiseByMessage })
export class CounterIntake {
  command(message: Taken<RaiseByMessage>) {
    const { merchantId, cause } = message;
    const key = message.ok ? message.body.counterId : 'rejected';
    const by = message.ok ? message.body.by : 0;
    const decide = (counter: Counter, given: Given) =>
      message.ok ? raiseCounter(counter, { by }, given) : ignored('not a message of ours');
    return { on: CounterStream, merchantId, key, cause, decide };
  }
}
