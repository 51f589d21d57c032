import { decided, DomainError, ignored } from '@entrepot/kernel';
import { Reacts } from '../src/index';
import { MERCHANT, paymentMessage } from './messages';
import { money, open, orderOf, page, record } from './orders';
import { QUICK, type Launched, type Rig } from './rig';
import { MoneyCounted, MoneyTaken, MoneyTold, OrderLapsed, OrderPaid, OrderStream, pay, type Order } from './shop';

@Reacts({ to: MoneyTaken, on: OrderStream, id: (event) => event.orderId })
class OnMoneyTaken {
  readonly decide = pay;
}

/** Waits at a gate, and fails for as long as it is told to. */
@Reacts({ to: MoneyTaken, on: OrderStream, id: (event) => event.orderId })
class OnMoneyTakenSlowly {
  broken = new Set<string>();
  away = false;
  gate: Promise<void> = Promise.resolve();
  opened = 0;
  gathered: number[] = [];
  readonly decide = (order: Order, event: MoneyTaken) => {
    if (this.broken.has(event.paymentId)) throw new TypeError('a bug');
    return pay(order, event);
  };

  async gather(events: readonly MoneyTaken[]): Promise<() => undefined> {
    this.gathered.push(events.length);
    this.opened += 1;
    await this.gate;
    if (this.away) throw Object.assign(new Error('connection lost'), { name: 'MongoNetworkError' });
    return () => undefined;
  }
}

@Reacts({ to: MoneyCounted, on: OrderStream, id: (event) => event.orderId })
class OnMoneyCounted {
  readonly decide = (order: Order, { orderId, paymentId }: MoneyCounted) =>
    order.paid.includes(0) ? ignored('counted') : decided(new OrderPaid({ orderId, paymentId, amount: 0 }));
}

function latch(): { gate: Promise<void>; open: () => void } {
  let open = () => undefined as void;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { gate, open };
}

const counted = (orderId: string, version: number) =>
  paymentMessage({
    event: new MoneyCounted({ orderId, paymentId: `pay-${orderId}` }),
    from: `pay-${orderId}`,
    version,
  });

/** Reactions: the gate of causes, offsets, parking, early inputs, dead letters. */
export function reactionsConformance(name: string, openRig: () => Rig): void {
  describe(`reactions ${name}`, () => {
    let rig: Rig;
    beforeEach(() => {
      rig = openRig();
    });
    afterEach(async () => rig.close(), 60_000);

    const parked = (service: Launched) => service.backbone.parkedInputs.count();

    it('rule 11: decides an event once, however often and however late it is repeated', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()] });
      await open(service, 'o1');
      await rig.publish(money('o1', 1, 1), money('o1', 1, 1), money('o1', 2, 2), money('o1', 1, 1));
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([1, 2]);
      await rig.publish(money('o1', 1, 1), money('o1', 2, 2), money('o1', 3, 3));
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([1, 2, 3]);
      expect(service.settled).toContain('OnMoneyTaken repeated');
    }, 60_000);

    it('rule 11: a process that reads everything again changes nothing', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()], limits: { commitEveryMs: 3_600_000 } });
      await open(service, 'o1');
      await rig.publish(money('o1', 1, 1), money('o1', 2, 2));
      await rig.until(async () => (await orderOf(service, 'o1')).paid.length === 2, 'two payments');
      await service.restart();
      await rig.until(() => service.settled.filter((how) => how === 'OnMoneyTaken repeated').length === 2, 'repeats');
      expect((await orderOf(service, 'o1')).paid).toEqual([1, 2]);
    }, 60_000);

    it('rule 11: tells of a jump in the versions of a stream, and of none where there is none', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()] });
      await open(service, 'o1');
      const event = (amount: number) => new MoneyTaken({ paymentId: 'p', orderId: 'o1', amount });
      const at = (version: number, previous?: string) =>
        paymentMessage({ event: event(version), from: 'p', version, ...(previous && { previous }) });
      await rig.publish(at(1), at(2, '1#0'), at(1), at(3, '2#0'));
      await rig.rest(service);
      expect(service.alarms).toEqual([]);
      await rig.publish(at(5, '4#0'));
      await rig.rest(service);
      expect(service.alarms).toEqual(['version-jump']);
    }, 60_000);

    it('rule 12: commits the offset of the first input without a durable result, never what was fetched', async () => {
      const { gate, open: openGate } = latch();
      const slow = new OnMoneyTakenSlowly();
      slow.gate = gate;
      const service = await rig.launch({ handlers: [slow, new OnMoneyCounted()] });
      await open(service, 'o1', 'o2');
      await rig.publish(counted('o1', 1), money('o1', 5, 2), counted('o2', 1), counted('o1', 3));
      await rig.until(() => slow.opened > 0, 'the slow input');
      await rig.until(async () => (await orderOf(service, 'o2')).paid.length === 1, 'the other input');
      await rig.later(300);
      const unfinished = (await service.progress()).filter(({ topic }) => topic === 'till.payment.v1');
      expect(unfinished.some(({ committed = 0, end }) => committed < end)).toBe(true);
      expect((await orderOf(service, 'o1')).paid).toEqual([0]);
      openGate();
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([0, 5]);
    }, 60_000);

    it('rule 12: what was queued when a partition was given away is done once, in order', async () => {
      const { gate, open: openGate } = latch();
      const slow = new OnMoneyTakenSlowly();
      slow.gate = gate;
      const service = await rig.launch({ handlers: [slow] });
      await open(service, 'o1');
      await rig.publish(money('o1', 1, 1), money('o1', 2, 2), money('o1', 3, 3));
      await rig.until(() => slow.opened > 0, 'the first input');
      await rig.rebalance(service);
      openGate();
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([1, 2, 3]);
      expect(await parked(service)).toBe(0);
      // The one under way, and then only those of the new generation.
      expect(slow.gathered.reduce((sum, count) => sum + count, 0)).toBe(4);
    }, 60_000);

    it('rule 13: parks an input that keeps failing with its followers; other streams go on; redrive is in order', async () => {
      const slow = new OnMoneyTakenSlowly();
      slow.broken.add('pay-o1');
      const limits = { brokenAttempts: 1_000 };
      const service = await rig.launch({ handlers: [slow, new OnMoneyCounted()], limits });
      await open(service, 'o1', 'o2');
      await rig.publish(money('o1', 1, 1), money('o1', 2, 2), counted('o1', 3), money('o2', 7, 1));
      await rig.rest(service);
      expect((await orderOf(service, 'o2')).paid).toEqual([7]);
      expect((await orderOf(service, 'o1')).paid).toEqual([]);
      expect(await parked(service)).toBe(3);
      slow.broken.clear();
      await rig.until(async () => (await parked(service)) === 0, 'an empty park');
      expect((await orderOf(service, 'o1')).paid).toEqual([1, 2, 0]);
      await rig.publish(money('o1', 4, 4));
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([1, 2, 0, 4]);
    }, 60_000);

    it('rule 13: what is parked is known before the first message after a restart', async () => {
      const slow = new OnMoneyTakenSlowly();
      slow.broken.add('pay-o1');
      const limits = { firstRetryMs: 600_000, longestRetryMs: 600_000 };
      const service = await rig.launch({ handlers: [slow], limits });
      await open(service, 'o1');
      await rig.publish(money('o1', 1, 1));
      await rig.rest(service);
      const healed = new OnMoneyTakenSlowly();
      await service.restart([healed]);
      await rig.publish(money('o1', 2, 2));
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([]);
      const { items } = await service.backbone.parkedInputs.list(MERCHANT, page);
      expect(items.map(({ reaction, source }) => [reaction, source])).toEqual(
        Array(2).fill(['order', 'demo/payment/pay-o1']),
      );
      for (const { id } of items) await service.backbone.parkedInputs.hasten(MERCHANT, id);
      await rig.until(async () => (await parked(service)) === 0, 'an empty park');
      expect((await orderOf(service, 'o1')).paid).toEqual([1, 2]);
    }, 60_000);

    it('rule 13: a database that is away parks nothing: inputs wait and go on by themselves', async () => {
      const slow = new OnMoneyTakenSlowly();
      slow.away = true;
      const service = await rig.launch({ handlers: [slow] });
      await open(service, 'o1');
      await rig.publish(money('o1', 1, 1), money('o1', 2, 2));
      await rig.until(() => slow.opened >= 3, 'three tries');
      expect(await parked(service)).toBe(0);
      slow.away = false;
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([1, 2]);
      expect(service.settled.filter((how) => how.endsWith('parked'))).toEqual([]);
    }, 60_000);

    it('rule 13: what a parked input needs is away: it is put off further each time, and that is no failed try', async () => {
      const slow = new OnMoneyTakenSlowly();
      slow.broken.add('pay-o1');
      const service = await rig.launch({ handlers: [slow], limits: { brokenAttempts: 1_000 } });
      await open(service, 'o1');
      await rig.publish(money('o1', 1, 1));
      await rig.until(async () => (await parked(service)) === 1, 'a parked input');
      slow.away = true;
      slow.broken.clear();
      const before = slow.opened;
      await rig.later(2_000);
      expect(slow.opened - before).toBeLessThan(12);
      slow.away = false;
      await rig.until(async () => (await parked(service)) === 0, 'an empty park');
      expect((await orderOf(service, 'o1')).paid).toEqual([1]);
    }, 60_000);

    it('rule 13: an input that fails for no known reason becomes a dead letter after a stated number of tries', async () => {
      const slow = new OnMoneyTakenSlowly();
      slow.broken.add('pay-o1');
      const service = await rig.launch({ handlers: [slow, new OnMoneyCounted()] });
      await open(service, 'o1');
      await rig.publish(money('o1', 1, 1), counted('o1', 2));
      await rig.until(async () => (await service.backbone.deadLetters.count()) === 1, 'a dead letter');
      const { items } = await service.backbone.deadLetters.list(MERCHANT, page);
      expect(items[0]).toMatchObject({ reaction: 'OnMoneyTakenSlowly', code: 'handler.failed', attempts: 3 });
      await rig.until(async () => (await parked(service)) === 0, 'an empty park');
      expect((await orderOf(service, 'o1')).paid).toEqual([0]);
    }, 60_000);

    it('rule 14: an input that comes before what it is about waits and is decided when that is there', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()], limits: { earlyLimitMs: 3_600_000 } });
      await rig.publish(money('o1', 1, 1), money('o1', 2, 2));
      await rig.rest(service);
      expect(await parked(service)).toBe(2);
      await open(service, 'o1');
      await rig.until(async () => (await parked(service)) === 0, 'an empty park');
      expect((await orderOf(service, 'o1')).paid).toEqual([1, 2]);
      expect(await service.backbone.deadLetters.count()).toBe(0);
    }, 60_000);

    it('rule 14: an input whose subject never comes is a dead letter only after the stated time', async () => {
      const [service, published] = [await rig.launch({ handlers: [new OnMoneyTaken()] }), rig.now()];
      await rig.publish(money('o1', 1, 1));
      await rig.until(async () => (await service.backbone.deadLetters.count()) === 1, 'a dead letter');
      const { items } = await service.backbone.deadLetters.list(MERCHANT, page);
      expect(items[0]).toMatchObject({ code: 'order.not-found', source: 'demo/payment/pay-o1' });
      // The time is that of the database, as far as the process can tell.
      expect(Date.parse(items[0]!.at) - published).toBeGreaterThanOrEqual(QUICK.earlyLimitMs! - 100);
    }, 60_000);

    it('rule 14: time in which nobody read does not count: what it waits for may be among what was not read', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()], limits: { earlyLimitMs: 5_000 } });
      await rig.publish(money('o1', 1, 1));
      await rig.until(async () => (await parked(service)) === 1, 'a parked input');
      await rig.later(3_500);
      await service.restart();
      await rig.later(2_000);
      expect([await parked(service), await service.backbone.deadLetters.count()]).toEqual([1, 0]);
      await rig.until(async () => (await service.backbone.deadLetters.count()) === 1, 'a dead letter');
    }, 60_000);

    it('keeps poison as a dead letter at once, with the reason, and goes on', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()] });
      await open(service, 'o1', 'o2');
      await record(service, 'o2', new OrderLapsed({ orderId: 'o2' }));
      const notJson = { ...money('o1', 1, 1), value: '{' };
      const broken = { ...money('o1', 2, 2), value: '{"paymentId":"p","amount":"many"}' };
      const alien = { ...money('o1', 2, 2), headers: { ce_type: 'MoneyTaken' } };
      const nameless = { ...money('o1', 2, 2), headers: {} };
      await rig.publish(notJson, broken, alien, nameless, money('o2', 9, 1), money('o1', 3, 3));
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([3]);
      const { items } = await service.backbone.deadLetters.list(MERCHANT, page);
      expect(items.map(({ code }) => code).sort()).toEqual([
        'message.contract-broken',
        'message.malformed',
        'message.malformed',
        'message.malformed',
        'order.lapsed',
      ]);
      expect(items.find(({ code }) => code === 'message.contract-broken')?.reason).toContain('amount');
    }, 60_000);

    it('keeps what names no time at which it was recorded as a dead letter, and goes on', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()] });
      await open(service, 'o1');
      const timeless = money('o1', 1, 1);
      await rig.publish({ ...timeless, headers: { ...timeless.headers, ce_time: 'yesterday' } }, money('o1', 2, 2));
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([2]);
      expect((await service.backbone.deadLetters.list(MERCHANT, page)).items[0]?.code).toBe('message.malformed');
    }, 60_000);

    it('decides a dead letter again by hand, once, also when later inputs have gone past it', async () => {
      const slow = new OnMoneyTakenSlowly();
      slow.broken.add('pay-o1');
      const service = await rig.launch({ handlers: [slow, new OnMoneyCounted()] });
      await open(service, 'o1');
      await rig.publish(money('o1', 1, 1), counted('o1', 2));
      await rig.until(async () => (await service.backbone.deadLetters.count()) === 1, 'a dead letter');
      await rig.rest(service);
      const { items } = await service.backbone.deadLetters.list(MERCHANT, page);
      const { id } = items[0]!;
      expect(await service.runtime.redriveDeadLetter(MERCHANT, id)).toMatchObject({ failure: { kind: 'broken' } });
      expect(await service.runtime.redriveDeadLetter('someone-else', id)).toBeUndefined();
      slow.broken.clear();
      const [first, second] = await Promise.all([1, 2].map(() => service.runtime.redriveDeadLetter(MERCHANT, id)));
      expect([first, second]).toContainEqual({ settled: 'committed' });
      expect((await orderOf(service, 'o1')).paid).toEqual([0, 1]);
      expect(await service.backbone.deadLetters.count()).toBe(0);
      expect(await service.runtime.redriveDeadLetter(MERCHANT, id)).toBeUndefined();
    }, 60_000);

    it('makes a dead letter of a parked input by hand: those behind it go on, and it can be redriven', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()], limits: { earlyLimitMs: 3_600_000 } });
      const event = new MoneyTaken({ paymentId: 'pay-o1', orderId: 'o2', amount: 2 });
      await rig.publish(money('o1', 1, 1), paymentMessage({ event, from: 'pay-o1', version: 2 }));
      await open(service, 'o2');
      await rig.until(async () => (await parked(service)) === 2, 'two parked inputs');
      const { givingUp } = service.runtime;
      const { id } = (await service.backbone.parkedInputs.list(MERCHANT, page)).items[0]!;
      expect(await givingUp.parked('someone-else', id, 'not theirs')).toBe(false);
      expect(await givingUp.parked(MERCHANT, id, 'order o1 was never placed')).toBe(true);
      expect(await givingUp.parked(MERCHANT, id, 'again')).toBe(false);
      await rig.until(async () => (await parked(service)) === 0, 'an empty park');
      expect((await orderOf(service, 'o2')).paid).toEqual([2]);
      const { items } = await service.backbone.deadLetters.list(MERCHANT, page);
      expect(items).toMatchObject([
        { reaction: 'OnMoneyTaken', code: 'operations.given-up', reason: 'order o1 was never placed' },
      ]);
      await open(service, 'o1');
      expect(await service.runtime.redriveDeadLetter(MERCHANT, items[0]!.id)).toEqual({ settled: 'committed' });
      expect((await orderOf(service, 'o1')).paid).toEqual([1]);
    }, 60_000);

    it('rule 11: does not redrive what was given up while earlier inputs of its stream are parked: they would count as repeats', async () => {
      const limits = { firstRetryMs: 600_000, longestRetryMs: 600_000 };
      const service = await rig.launch({ handlers: [new OnMoneyTaken()], limits });
      await rig.publish(money('o1', 1, 1), money('o1', 2, 2));
      await rig.until(async () => (await parked(service)) === 2, 'two parked inputs');
      const { items } = await service.backbone.parkedInputs.list(MERCHANT, page);
      const [first, second] = items.map(({ id }) => id).sort();
      await service.runtime.givingUp.parked(MERCHANT, second!, 'by mistake').then(() => open(service, 'o1'));
      const letter = (await service.backbone.deadLetters.list(MERCHANT, page)).items[0]!.id;
      const early = await service.runtime.redriveDeadLetter(MERCHANT, letter);
      await service.backbone.parkedInputs.hasten(MERCHANT, first!);
      await rig.until(async () => (await parked(service)) === 0, 'an empty park');
      await service.runtime.redriveDeadLetter(MERCHANT, letter);
      expect((await orderOf(service, 'o1')).paid).toEqual([1, 2]);
      expect(early).toMatchObject({ failure: { reason: expect.stringContaining('comes first') as string } });
    }, 60_000);

    it('parks nothing behind an input that was given up by hand, if it was the last of its key', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()], limits: { earlyLimitMs: 3_600_000 } });
      await rig.publish(money('o1', 1, 1));
      await rig.until(async () => (await parked(service)) === 1, 'a parked input');
      const { id } = (await service.backbone.parkedInputs.list(MERCHANT, page)).items[0]!;
      await service.runtime.givingUp.parked(MERCHANT, id, 'a mistake');
      await rig.later(1_500);
      await open(service, 'o1');
      await rig.publish(money('o1', 2, 2));
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([2]);
      expect(service.settled.filter((how) => how.endsWith('parked'))).toHaveLength(1);
    }, 60_000);

    it('decides a dead letter once, also when it could not be taken out after it was decided', async () => {
      const slow = new OnMoneyTakenSlowly();
      slow.broken.add('pay-o1');
      const service = await rig.launch({ handlers: [slow] });
      await open(service, 'o1');
      await rig.publish(money('o1', 1, 1));
      await rig.until(async () => (await service.backbone.deadLetters.count()) === 1, 'a dead letter');
      const { deadLetters } = service.backbone;
      const { id } = (await deadLetters.list(MERCHANT, page)).items[0]!;
      slow.broken.clear();
      const remove = deadLetters.delete.bind(deadLetters);
      deadLetters.delete = () => Promise.reject(new Error('the process dies'));
      expect(await service.runtime.redriveDeadLetter(MERCHANT, id)).toHaveProperty('failure');
      deadLetters.delete = remove;
      expect(await service.runtime.redriveDeadLetter(MERCHANT, id)).toEqual({ settled: 'repeated' });
      expect((await orderOf(service, 'o1')).paid).toEqual([1]);
    }, 60_000);

    it('gathers for all inputs at hand together, and pauses a partition with too much under way', async () => {
      const { gate, open: openGate } = latch();
      const slow = new OnMoneyTakenSlowly();
      slow.gate = gate;
      const service = await rig.launch({ handlers: [slow] });
      const orders = Array.from({ length: 200 }, (_, index) => `o${index}`);
      await open(service, ...orders);
      await rig.publish(...orders.map((orderId) => money(orderId, 1)));
      await rig.until(() => slow.gathered.reduce((sum, count) => sum + count, 0) >= 40, 'inputs');
      openGate();
      await rig.rest(service);
      expect(slow.gathered.length).toBeLessThan(100);
      const paid = await Promise.all(orders.map(async (orderId) => (await orderOf(service, orderId)).paid));
      expect(paid).toEqual(orders.map(() => [1]));
    }, 60_000);

    it('rule 11: decides nothing when events of one stream come over two topics, which would overtake each other', async () => {
      @Reacts({ to: MoneyTold, on: OrderStream, id: ({ orderId }) => orderId })
      class OnMoneyTold {
        readonly decide = () => decided({ type: 'OrderLapsed' });
      }
      const service = await rig.launch({ handlers: [new OnMoneyTaken(), new OnMoneyTold()] });
      await open(service, 'o1');
      await rig.publish(money('o1', 1, 2));
      await rig.rest(service);
      const event = new MoneyTold({ orderId: 'o1' });
      const told = { ...paymentMessage({ event, from: 'pay-o1', version: 1 }), topic: 'till.news.v1' };
      await rig.publish(told);
      await rig.until(async () => (await service.backbone.deadLetters.count()) === 1, 'a dead letter');
      const { items } = await service.backbone.deadLetters.list(MERCHANT, page);
      expect(items[0]?.reason).toContain('till.payment.v1 and till.news.v1');
      expect((await orderOf(service, 'o1')).status).toBe('open');
    }, 60_000);

    it('decides for every stream that an event names, and settles what names none', async () => {
      @Reacts({
        to: MoneyTaken,
        on: OrderStream,
        id: ({ orderId }) => (orderId === 'none' ? undefined : orderId.split('+')),
      })
      class OnMoneyForMany {
        readonly decide = (_order: Order, { orderId, paymentId, amount }: MoneyTaken) =>
          amount < 0 ? refuse() : decided(new OrderPaid({ orderId, paymentId, amount }));
      }
      const refuse = () => {
        throw new DomainError('order.unheard-of');
      };
      const service = await rig.launch({ handlers: [new OnMoneyForMany()] });
      await rig.publish(money('o1+o2', 4), money('none', 4), money('o3', -1));
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).paid).toEqual([4]);
      expect((await orderOf(service, 'o2')).paid).toEqual([4]);
      expect([...service.settled].sort()).toEqual(
        ['committed', 'dead-lettered', 'ignored'].map((how) => `OnMoneyForMany ${how}`),
      );
    }, 60_000);
  });
}
