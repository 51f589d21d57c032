import { streamId } from '@entrepot/eventstore';
import { decided } from '@entrepot/kernel';
import { Wakes } from '../src/index';
import { MERCHANT } from './messages';
import { orderOf, page, record } from './orders';
import type { Launched, Rig } from './rig';
import { OrderLapsed, OrderOpened, OrderPaid, OrderStream, type Order } from './shop';

@Wakes({ of: OrderStream, dueAt: (order) => order.dueAt })
class OrderDeadline {
  static fired: string[] = [];
  readonly decide = (_order: Order, { dueAt }: { dueAt: string }, { key }: { key: string }) => {
    OrderDeadline.fired.push(dueAt);
    return decided(new OrderLapsed({ orderId: key }));
  };
}

/** Timers: one task per stream, which asks the state before it acts. */
export function timersConformance(name: string, openRig: () => Rig): void {
  describe(`timers ${name}`, () => {
    let rig: Rig;
    beforeEach(() => {
      rig = openRig();
      OrderDeadline.fired = [];
    });
    afterEach(async () => rig.close(), 60_000);

    const inMs = (ms: number) => new Date(rig.now() + ms).toISOString();
    const openFor = (service: Launched, orderId: string, ms: number) =>
      record(service, orderId, new OrderOpened({ orderId, dueAt: inMs(ms) }));
    const timers = async (service: Launched) => (await service.backbone.tasks.list(MERCHANT, page)).items;

    it('rule 19: wakes a stream when its state says so, once, and forgets it afterwards', async () => {
      const service = await rig.launch({ handlers: [new OrderDeadline()] });
      await openFor(service, 'o1', 400);
      await rig.until(async () => (await timers(service)).length === 1, 'a timer');
      expect(await timers(service)).toMatchObject([
        { id: streamId(MERCHANT, 'order', 'o1'), kind: 'timer:OrderDeadline' },
      ]);
      expect((await orderOf(service, 'o1')).status).toBe('open');
      await rig.until(async () => (await orderOf(service, 'o1')).status === 'lapsed', 'a lapsed order');
      await rig.until(async () => (await timers(service)).length === 0, 'no timer');
      expect(OrderDeadline.fired).toHaveLength(1);
      const history = await service.backbone.streams.history(OrderStream, MERCHANT, 'o1');
      expect(history.at(-1)?.cause.source).toBe(`timer:${streamId(MERCHANT, 'order', 'o1')}`);
    }, 60_000);

    it('rule 19: a time that became later moves the timer, one that became earlier brings it forward', async () => {
      const service = await rig.launch({ handlers: [new OrderDeadline()] });
      await openFor(service, 'later', 300);
      await openFor(service, 'sooner', 3_600_000);
      await rig.until(async () => (await timers(service)).length === 2, 'two timers');
      await openFor(service, 'later', 1_500);
      await openFor(service, 'sooner', 200);
      await rig.until(async () => (await orderOf(service, 'sooner')).status === 'lapsed', 'the sooner one');
      await rig.later(300);
      expect((await orderOf(service, 'later')).status).toBe('open');
      await rig.until(async () => (await orderOf(service, 'later')).status === 'lapsed', 'the later one');
      expect(OrderDeadline.fired).toHaveLength(2);
    }, 60_000);

    it('rule 19: a stream that waits for nothing any more is not woken', async () => {
      const service = await rig.launch({ handlers: [new OrderDeadline()] });
      await openFor(service, 'o1', 500);
      await rig.until(async () => (await timers(service)).length === 1, 'a timer');
      await record(service, 'o1', new OrderLapsed({ orderId: 'o1' }));
      await rig.until(async () => (await timers(service)).length === 0, 'no timer');
      expect(OrderDeadline.fired).toEqual([]);
    }, 60_000);

    it('rule 19: there is one timer per stream, however many events it has', async () => {
      const service = await rig.launch({ handlers: [new OrderDeadline()] });
      await openFor(service, 'o1', 3_600_000);
      for (let amount = 1; amount <= 5; amount += 1) {
        await record(service, 'o1', new OrderPaid({ orderId: 'o1', paymentId: 'p', amount }));
      }
      await rig.rest(service);
      expect(await timers(service)).toHaveLength(1);
      await service.restart();
      await record(service, 'o1', new OrderPaid({ orderId: 'o1', paymentId: 'p', amount: 6 }));
      await rig.rest(service);
      expect(await timers(service)).toHaveLength(1);
    }, 60_000);
  });
}
