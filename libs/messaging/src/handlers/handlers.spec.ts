import { decided, defineStream, ignored, type AnyEvent, type Decide } from '@entrepot/kernel';
import { definitionOf, Performs, Reacts, Wakes, type Effect, type Performed } from '../index';

class Paid implements AnyEvent {
  readonly type = 'Paid';
  orderId!: string;
}
class Called implements AnyEvent {
  readonly type = 'Called';
}
interface Order {
  readonly dueAt?: string;
  readonly paid: boolean;
}
const OrderStream = defineStream<Order, Paid>({
  kind: 'order',
  initial: { paid: false },
  evolve: (state) => ({ ...state, paid: true }),
});
const confirm: Decide<Order, Paid, number> = (_order, _paid, _given, count) =>
  count > 0 ? decided({ type: 'Confirmed' }) : ignored('none');

@Reacts({ to: Paid, on: OrderStream, id: (event) => event.orderId })
class OnPaid {
  readonly decide = confirm;
  async gather(events: readonly Paid[]): Promise<(event: Paid) => number> {
    return Promise.resolve(() => events.length);
  }
}

type Answer = { kind: 'yes'; reference: string } | { kind: 'no' };

@Performs({ intent: Called, of: OrderStream })
class CallOut implements Effect<Called, Order, Answer> {
  isOpen(state: Order): boolean {
    return !state.paid;
  }
  async perform(): Promise<Answer> {
    return Promise.resolve({ kind: 'no' });
  }
  readonly decide = (_state: Order, done: Performed<Called, Answer>) => ignored(done.outcome.kind);
}

@Wakes({ of: OrderStream, dueAt: (order) => order.dueAt })
class OrderDeadline {
  readonly decide: Decide<Order, { dueAt: string }> = () => ignored('late');
}

describe('handler decorators', () => {
  it('keep what a class declared, under its name', () => {
    expect(definitionOf(new OnPaid())).toMatchObject({ kind: 'reaction', name: 'OnPaid', event: 'Paid' });
    expect(definitionOf(new CallOut())).toMatchObject({ kind: 'effect', name: 'CallOut', event: 'Called', atOnce: 32 });
    expect(definitionOf(new OrderDeadline())).toMatchObject({ kind: 'timer', name: 'OrderDeadline' });
    expect(definitionOf({})).toBeUndefined();
  });
});
