import { decided, defineStream } from '@entrepot/kernel';
import fc from 'fast-check';
import {
  MemoryBus,
  memoryService,
  Performs,
  pumpUntilQuiet,
  Projects,
  Reacts,
  VirtualClock,
  type Effect,
  type MemoryNode,
  type Performed,
} from '../src/index';
import { MERCHANT } from './messages';
import { QUICK } from './rig';
import {
  CallAnswered,
  CallWanted,
  MoneyTaken,
  OrderPaid,
  OrderStream,
  pay,
  shopContracts,
  shopErrors,
  type Order,
} from './shop';

const PaymentStream = defineStream<{ taken: number }, MoneyTaken>({
  kind: 'payment',
  initial: { taken: 0 },
  evolve: ({ taken }, { amount }) => ({ taken: taken + amount }),
});

@Reacts({ to: MoneyTaken, on: OrderStream, id: (event) => event.orderId })
class OnMoneyTaken {
  /** A bug that comes and goes. */
  static broken = false;
  readonly decide = (order: Order, event: MoneyTaken) => {
    if (OnMoneyTaken.broken) throw new TypeError('a bug');
    const decision = pay(order, event);
    return decision.kind === 'decided' && order.call === 'none'
      ? decided(...decision.events, new CallWanted({ orderId: event.orderId }))
      : decision;
  };
}

/** The other side answers once per reference, whatever it is asked how often. */
class OtherSide {
  readonly answers = new Map<string, string>();
  fails = false;
  answer(intentId: string): { kind: string } {
    const known = this.answers.get(intentId) ?? `answer ${this.answers.size}`;
    this.answers.set(intentId, known);
    if (this.fails) throw new Error('no answer came');
    return { kind: known };
  }
}

@Performs({ intent: CallWanted, of: OrderStream, firstTryMs: 100, laterTryMs: 100 })
class CallOut implements Effect<CallWanted, Order, { kind: string }> {
  constructor(private readonly side: OtherSide) {}
  isOpen({ call }: Order): boolean {
    return call === 'wanted';
  }
  async perform(_intent: CallWanted, { intentId }: { intentId: string }) {
    return Promise.resolve(this.side.answer(intentId));
  }
  async inquire(_intent: CallWanted, { intentId }: { intentId: string }) {
    const kind = this.side.answers.get(intentId);
    return Promise.resolve(kind === undefined ? undefined : { kind });
  }
  readonly decide = (_order: Order, { intent, outcome }: Performed<CallWanted, { kind: string }>) =>
    decided(new CallAnswered({ orderId: intent.orderId, answer: outcome.kind }));
}

@Projects({ of: OrderStream, view: 'orders' })
class OrdersView {
  row({ paid, call }: Order): object {
    return { paid, call };
  }
}

const ORDERS = ['o0', 'o1', 'o2'];

/** A till and a shop in one process, and everything that may go wrong between them. */
class World {
  readonly clock = new VirtualClock();
  readonly bus = new MemoryBus(this.clock);
  readonly side = new OtherSide();
  readonly taken = new Map<string, number[]>();
  till!: MemoryNode;
  shop!: MemoryNode;
  private payments = 0;

  async start(): Promise<void> {
    OnMoneyTaken.broken = false;
    const { clock, bus } = this;
    const shared = { bus, clock, contracts: shopContracts, errors: shopErrors };
    const limits = { ...QUICK, brokenAttempts: 1_000, earlyLimitMs: 1e9 };
    const handlers = [new OnMoneyTaken(), new CallOut(this.side), new OrdersView()];
    this.till = await memoryService({
      ...shared,
      name: 'till',
      handlers: [],
      streams: [PaymentStream as never],
      limits,
    });
    this.shop = await memoryService({ ...shared, name: 'shop', handlers, streams: [OrderStream as never], limits });
  }

  /** Money is taken for an order, on one of two payments. */
  async take(order: number, payment: number): Promise<void> {
    const orderId = ORDERS[order % ORDERS.length]!;
    const paymentId = `pay-${orderId}-${payment % 2}`;
    const amount = (this.payments += 1);
    this.taken.set(paymentId, [...(this.taken.get(paymentId) ?? []), amount]);
    await this.till.backbone.commands.handle({
      on: PaymentStream,
      merchantId: MERCHANT,
      key: paymentId,
      cause: { source: 'http:POST /payments', key: String(amount) },
      decide: () => decided(new MoneyTaken({ paymentId, orderId, amount })),
    });
  }

  async open(order: number): Promise<void> {
    const orderId = ORDERS[order % ORDERS.length]!;
    await this.shop.backbone.commands.handle({
      on: OrderStream,
      merchantId: MERCHANT,
      key: orderId,
      cause: { source: 'http:POST /orders', key: orderId },
      decide: () => decided({ type: 'OrderOpened' }),
    });
  }

  /** Everything heals, and comes to rest. */
  async heal(): Promise<void> {
    OnMoneyTaken.broken = false;
    this.side.fails = false;
    for (const [order] of ORDERS.entries()) await this.open(order);
    for (let round = 0; round < 50; round += 1) {
      await pumpUntilQuiet(this.bus, [this.till, this.shop]);
      await this.clock.advance(500);
      if ((await this.shop.backbone.parkedInputs.count()) + (await this.shop.backbone.tasks.count()) === 0) break;
    }
    await pumpUntilQuiet(this.bus, [this.till, this.shop]);
  }
}

type Step = (world: World) => Promise<unknown> | unknown;
const step = (name: string, run: Step) => ({ name, run, toString: () => name });

const steps = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.nat(2), fc.nat(1)).map(([o, p]) => step(`take ${o} ${p}`, (w) => w.take(o, p))) },
  { weight: 3, arbitrary: fc.nat(2).map((o) => step(`open ${o}`, (w) => w.open(o))) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 200 }).map((ms) => step(`${ms} ms`, (w) => w.clock.advance(ms))) },
  ...[
    step('the shop dies', async (w) => {
      await w.shop.crash();
      await w.shop.start();
    }),
    step('the till dies', async (w) => {
      await w.till.crash();
      await w.till.start();
    }),
    step('a rebalance', (w) => w.bus.rebalance('shop')),
    step('sends fail', (w) => w.bus.failNext(2)),
    step('the rule breaks', () => (OnMoneyTaken.broken = true)),
    step('the rule is mended', () => (OnMoneyTaken.broken = false)),
    step('the other side fails', (w) => (w.side.fails = true)),
    step('the other side answers', (w) => (w.side.fails = false)),
  ].map((each) => ({ weight: 1, arbitrary: fc.constant(each) })),
);

describe('two services, whatever goes wrong between them', () => {
  it('every payment has its effect once, in order; every call one answer; views show the newest state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 40 }), async (plan) => {
        const world = new World();
        await world.start();
        for (const { run } of plan) await run(world);
        await world.heal();
        for (const orderId of ORDERS) await expectSettled(world, orderId);
        expect(await world.shop.backbone.deadLetters.count()).toBe(0);
        await world.shop.stop();
        await world.till.stop();
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});

async function expectSettled(world: World, orderId: string): Promise<void> {
  const { streams } = world.shop.backbone;
  const history = await streams.history(OrderStream, MERCHANT, orderId);
  const paid = history.map(({ event }) => event).filter((event): event is OrderPaid => event.type === 'OrderPaid');
  for (const payment of [`pay-${orderId}-0`, `pay-${orderId}-1`]) {
    const amounts = paid.filter(({ paymentId }) => paymentId === payment).map(({ amount }) => amount);
    expect(amounts).toEqual(world.taken.get(payment) ?? []);
  }
  const answers = history.filter(({ event }) => event.type === 'CallAnswered');
  expect(answers).toHaveLength(paid.length === 0 ? 0 : 1);
  const { state, version } = await streams.read(OrderStream, MERCHANT, orderId);
  const row = await world.shop.backbone.view<{ paid: number[]; call: string }>('orders').get(MERCHANT, orderId);
  expect(row).toMatchObject({ paid: state.paid, call: state.call, version });
}
