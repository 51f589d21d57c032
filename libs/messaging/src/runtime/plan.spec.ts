import { decided, defineStream, type AnyEvent } from '@entrepot/kernel';
import type { Contracts } from '../contracts/contracts';
import { Lists, Performs, Projects, Reacts, Wakes } from '../index';
import { planOf, PlanRefused } from './plan';

class Paid implements AnyEvent {
  readonly type = 'Paid';
}
class Unheard implements AnyEvent {
  readonly type = 'Unheard';
}
class Wanted implements AnyEvent {
  readonly type = 'Wanted';
}

const OrderStream = defineStream({ kind: 'order', initial: {}, evolve: (state: object) => state });
const contract = (owner: string, readers: string[]) => ({ topic: `${owner}.it.v1`, owner, readers, check: () => [] });
const contracts: Contracts = {
  event: (type) => {
    if (type === 'Paid') return { type, ...contract('payments', ['orders']) };
    return type === 'Wanted' ? { type, ...contract('orders', []) } : undefined;
  },
  ownTopics: (service) => (service === 'orders' ? ['orders.it.v1'] : []),
  body: () => () => [],
};

@Reacts({ to: Paid, on: OrderStream, id: () => 'o1' })
class OnPaid {
  readonly decide = () => decided();
}
@Reacts({ to: Paid, on: OrderStream, id: () => 'o1' })
class OnPaidToo {
  readonly decide = () => decided();
}
@Reacts({ to: Unheard, on: OrderStream, id: () => 'o1' })
class OnUnheard {
  readonly decide = () => decided();
}

class Performing {
  isOpen(): boolean {
    return true;
  }
  async perform() {
    return Promise.resolve({ kind: 'done' });
  }
  readonly decide = () => decided();
}
@Performs({ intent: Paid, of: OrderStream })
class PerformPaid extends Performing {}
@Performs({ intent: Wanted, of: OrderStream, atMostOnce: true })
class PerformWanted extends Performing {}

@Wakes({ of: OrderStream, dueAt: () => undefined })
class Deadline {
  readonly decide = () => decided();
}
@Wakes({ of: OrderStream, dueAt: () => undefined })
class AnotherDeadline {
  readonly decide = () => decided();
}

@Projects({ of: OrderStream, view: 'orders' })
class OrdersView {
  row(): object {
    return {};
  }
}
@Lists({ events: [Paid], view: 'orders' })
class OrdersLog {
  rows(): object[] {
    return [];
  }
}

const problems = (service: string, ...handlers: object[]): readonly string[] => {
  try {
    planOf(service, handlers, contracts);
    return [];
  } catch (error) {
    return (error as PlanRefused).problems;
  }
};

describe('the plan of a service', () => {
  it('is accepted when handlers and contracts agree', () => {
    expect(problems('orders', new OnPaid(), new Deadline(), new OrdersView())).toEqual([]);
  });

  it('rule 11: has one reaction per event type and stream kind', () => {
    expect(problems('orders', new OnPaid(), new OnPaidToo())).toEqual([
      'more than one reaction of order to Paid: OnPaid and OnPaidToo',
    ]);
  });

  it('rule 19: has one timer per kind of stream', () => {
    expect(problems('orders', new Deadline(), new AnotherDeadline())).toEqual([
      'more than one timer of order: Deadline and AnotherDeadline',
    ]);
  });

  it('reads only events that have a contract which names the service', () => {
    expect(problems('orders', new OnUnheard())).toEqual(['OnUnheard reads Unheard, which has no contract']);
    expect(problems('returns', new OnPaid())).toEqual([
      expect.stringMatching(
        /^OnPaid reads Paid, whose contract does not name returns as a reader: add 'returns' to its readers/,
      ),
    ]);
  });

  it('rule 16: performs only intents of its own, and calls at most once only where it can end', () => {
    expect(problems('orders', new PerformPaid())).toEqual(['PerformPaid performs Paid, an event of payments']);
    expect(problems('orders', new PerformWanted())).toEqual([
      'PerformWanted calls at most once and needs giveUp or inquire',
    ]);
  });

  it('has one writer per view, and tells all problems together', () => {
    expect(problems('orders', new OrdersView(), new OrdersLog(), new OnUnheard())).toHaveLength(2);
    expect(() => planOf('orders', [{}], contracts)).toThrow(PlanRefused);
  });
});
