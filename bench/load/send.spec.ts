import type { OrderPlan } from '../../tools/replay/olist/orders';
import { sendOrders } from './send';

const plansOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ sourceOrderId: String(index) }) as OrderPlan);

/** Hears of orders what `plans` makes of them, and remembers when each was due and when it was sent. */
class Bench {
  planned = 0;
  readonly dueAt = new Map<string, number>();
  readonly sentAt = new Map<string, number>();
  mostUnderWay = 0;

  constructor(private readonly plans: (bench: Bench) => void = () => undefined) {}

  get sent(): number {
    return this.dueAt.size;
  }

  due(sourceOrderId: string, at: number): void {
    this.dueAt.set(sourceOrderId, at);
    this.mostUnderWay = Math.max(this.mostUnderWay, this.sent - this.planned);
  }

  async publishAll(orders: readonly { readonly sourceOrderId: string }[]): Promise<void> {
    for (const { sourceOrderId } of orders) this.sentAt.set(sourceOrderId, performance.now());
    await Promise.resolve();
    this.plans(this);
  }
}

describe('orders at a rate', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('go out when they are due, the first one at once', async () => {
    const bench = new Bench();
    const sending = sendOrders(plansOf(3), { rate: 1, inFlight: 1 }, bench, bench);
    await jest.advanceTimersByTimeAsync(3_000);
    await sending;
    const late = [...bench.dueAt].map(([id, due]) => bench.sentAt.get(id)! - due);
    expect(late).toHaveLength(3);
    expect(Math.max(...late)).toBeLessThanOrEqual(10);
  });

  it('say that one could not be sent when the loop has ended, and do not end the process before', async () => {
    const bench = new Bench(() => {
      throw new Error('no broker');
    });
    const sending = sendOrders(plansOf(3), { rate: 1, inFlight: 1 }, bench, bench);
    const told = expect(sending).rejects.toThrow('no broker');
    await jest.advanceTimersByTimeAsync(3_000);
    await told;
    expect(bench.sent).toBe(1);
  });
});

describe('orders in a closed loop', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it.each([1, 7, 60, 1_000_000])('are never more than %d under way', async (inFlight) => {
    const bench = new Bench((own) => setTimeout(() => (own.planned = own.sent), 20));
    const sending = sendOrders(plansOf(200), { rate: 'max', inFlight }, bench, bench);
    await jest.advanceTimersByTimeAsync(60_000);
    await sending;
    expect(bench.sent).toBe(200);
    expect(bench.mostUnderWay).toBeLessThanOrEqual(inFlight);
  });

  it('stop when nothing moves for a minute instead of waiting so long for each batch that follows', async () => {
    const bench = new Bench();
    const sending = sendOrders(plansOf(1_000), { rate: 'max', inFlight: 50 }, bench, bench);
    await jest.advanceTimersByTimeAsync(61_000);
    await sending;
    expect(bench.sent).toBe(50);
  });

  it('go on as long as anything moves, however slowly', async () => {
    const bench = new Bench();
    const moving = setInterval(() => (bench.planned += 1), 50_000);
    const sending = sendOrders(plansOf(4), { rate: 'max', inFlight: 1 }, bench, bench);
    await jest.advanceTimersByTimeAsync(200_000);
    await sending;
    clearInterval(moving);
    expect(bench.sent).toBe(4);
  });
});
