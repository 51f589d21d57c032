import { decided, defineErrors, defineStream, DomainError, ignored, type Decide } from '@entrepot/kernel';
import {
  CounterClosed,
  CounterOpened,
  CounterRaised,
  DoublingAsked,
  TallyMarked,
  type OpenCounter,
  type RaiseCounter,
} from './counter.contracts';

export const counterErrors = defineErrors({
  'counter.not-found': { kind: 'not-found', message: 'No counter {counterId}' },
  'counter.closed': { kind: 'conflict', message: 'Counter {counterId} is closed' },
  'tally.unlucky': { kind: 'invalid', message: 'Nobody marks {by}' },
});

export interface Counter {
  readonly status: 'absent' | 'open' | 'closed';
  readonly label: string;
  readonly total: number;
  readonly closesAt?: string;
  readonly doubling: boolean;
  /** When it came into its status. */
  readonly since?: string;
}

type CounterEvent = CounterOpened | CounterRaised | CounterClosed | DoublingAsked;

export const CounterStream = defineStream<Counter, CounterEvent>({
  kind: 'counter',
  initial: { status: 'absent', label: '', total: 0, doubling: false },
  evolve(counter, event, { at }) {
    switch (event.type) {
      case 'CounterOpened':
        return {
          ...counter,
          status: 'open',
          since: at,
          label: event.label,
          ...(event.closesAt && { closesAt: event.closesAt }),
        };
      case 'CounterRaised':
        return { ...counter, total: event.total, doubling: false };
      case 'DoublingAsked':
        return { ...counter, doubling: true };
      case 'CounterClosed':
        return { ...counter, status: 'closed', since: at };
    }
  },
});

export interface Tally {
  readonly marks: number;
}

export const TallyStream = defineStream<Tally, TallyMarked>({
  kind: 'tally',
  initial: { marks: 0 },
  evolve: (_, event) => ({ marks: event.marks }),
});

export const openCounter: Decide<Counter, OpenCounter> = (counter, body, { key }) =>
  counter.status === 'absent' ? decided(new CounterOpened({ counterId: key, ...body })) : ignored('it is open');

export const raiseCounter: Decide<Counter, Pick<RaiseCounter, 'by'>> = (counter, { by }, { key }) => {
  if (counter.status === 'absent') throw new DomainError('counter.not-found', { counterId: key });
  if (counter.status === 'closed') throw new DomainError('counter.closed', { counterId: key });
  return decided(new CounterRaised({ counterId: key, by, total: counter.total + by }));
};

export const askDoubling: Decide<Counter, undefined> = (counter, _, { key }) => {
  if (counter.status === 'absent') throw new DomainError('counter.not-found', { counterId: key });
  return counter.doubling
    ? ignored('it is asked for')
    : decided(new DoublingAsked({ counterId: key, total: counter.total }));
};

export const closeCounter: Decide<Counter, unknown> = (counter, _, { key }) =>
  counter.status === 'open' ? decided(new CounterClosed({ counterId: key })) : ignored('it is not open');

/** What the outside says that may be marked: switched by a test. */
export const luck = { thirteenIsFine: false };

export const markTally: Decide<Tally, CounterRaised> = (tally, { by }) => {
  if (by === 13 && !luck.thirteenIsFine) throw new DomainError('tally.unlucky', { by });
  return decided(new TallyMarked({ by, marks: tally.marks + by }));
};
