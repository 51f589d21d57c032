import { Reacts, readMeta, type EventMeta, type RawMessage, type Reading } from '../src/index';
import { money, open, orderOf, record } from './orders';
import type { Rig } from './rig';
import { MoneyTaken, OrderPaid, OrderStream, pay } from './shop';

@Reacts({ to: MoneyTaken, on: OrderStream, id: (event) => event.orderId })
class OnMoneyTaken {
  readonly decide = pay;
}

/** The relay: what was committed is published. */
export function relayConformance(name: string, openRig: () => Rig): void {
  describe(`relay ${name}`, () => {
    let rig: Rig;
    let reading: Reading | undefined;
    const seen: { meta: EventMeta; previous?: string; key: string; body: { amount?: number } }[] = [];
    beforeEach(() => {
      rig = openRig();
      seen.length = 0;
    });
    afterEach(async () => {
      await reading?.leave();
      reading = undefined;
      await rig.close();
    }, 60_000);

    const listen = async () => {
      const received = (_generation: number, _from: unknown, messages: readonly RawMessage[]) => {
        for (const { headers, key, value } of messages) {
          const previous = headers?.['ce_previous']?.toString();
          const body = JSON.parse(String(value)) as { amount?: number };
          seen.push({ meta: readMeta(headers)!, key: String(key), body, ...(previous && { previous }) });
        }
      };
      const subscriber = { assigned: () => Promise.resolve(), received, failed: () => undefined };
      reading = await rig.bus.read('listener', ['shop.order.v1'], subscriber);
    };
    /** First copies: a relay that led, lost its turn and leads again repeats, and so may a broker. */
    const of = (orderId: string) => {
      const firsts = new Map<string, (typeof seen)[0]>();
      for (const one of seen) if (one.meta.key === orderId && !firsts.has(one.meta.id)) firsts.set(one.meta.id, one);
      return [...firsts.values()];
    };
    const pays = (orderId: string, from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index).map(
        (amount) => new OrderPaid({ orderId, paymentId: 'p', amount }),
      );

    it('rule 10: publishes every event of a stream in order, in CloudEvents binary mode', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()] });
      await open(service, 'o1', 'o 2/ü');
      await record(service, 'o1', ...pays('o1', 1, 3));
      await rig.publish(money('o1', 4));
      await listen();
      await rig.until(() => of('o1').length === 5 && of('o 2/ü').length === 1, 'six events');
      expect(of('o1').map(({ meta }) => `${meta.version}#${meta.index} ${meta.type}`)).toEqual([
        '1#0 OrderOpened',
        '2#0 OrderPaid',
        '2#1 OrderPaid',
        '2#2 OrderPaid',
        '3#0 OrderPaid',
      ]);
      expect(of('o1').map(({ previous }) => previous)).toEqual([undefined, '1#0', '2#0', '2#1', '2#2']);
      const { meta, key } = of('o 2/ü')[0]!;
      expect(key).toBe(meta.stream);
      expect(meta).toMatchObject({ merchantId: 'demo', service: 'shop', streamKind: 'order', key: 'o 2/ü' });
    }, 60_000);

    it('rule 10: a send that fails is repeated, and nothing goes past it', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()] });
      await listen();
      const publish = rig.bus.publish.bind(rig.bus);
      let failures = 3;
      rig.bus.publish = async (messages) => {
        const first = messages[0];
        if (failures > 0 && first?.topic === 'shop.order.v1') {
          failures -= 1;
          // What was sent before the failure may be there all the same.
          if (failures === 1) await publish([first]);
          throw new Error('the broker is away');
        }
        return publish(messages);
      };
      await open(service, 'o1');
      await record(service, 'o1', ...pays('o1', 1, 2));
      await record(service, 'o1', ...pays('o1', 3, 3));
      await rig.until(() => of('o1').some(({ body }) => body.amount === 3), 'the last event');
      const firsts = of('o1').map(({ meta }) => meta.id);
      expect(firsts).toEqual([...firsts].sort());
      expect(firsts).toHaveLength(4);
      expect(service.alarms).toContain('relay-failed');
    }, 60_000);

    it('rule 10: another relay goes on from the stored position; what it repeats is dropped by the readers', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()] });
      await listen();
      await open(service, 'o1');
      await rig.until(() => of('o1').length === 1, 'one event');
      await service.restart();
      await record(service, 'o1', ...pays('o1', 1, 1));
      await rig.until(() => of('o1').some(({ body }) => body.amount === 1), 'the next event');
      const ids = of('o1').map(({ meta }) => meta.id);
      expect(ids).toEqual([...ids].sort());
      expect((await orderOf(service, 'o1')).version).toBe(2);
    }, 60_000);

    it('rule 10: publishes what was committed before it leaves', async () => {
      const service = await rig.launch({ handlers: [new OnMoneyTaken()] });
      await listen();
      await record(service, 'o1', ...pays('o1', 1, 50));
      await service.stop();
      await rig.until(() => of('o1').length === 50, 'fifty events');
    }, 60_000);
  });
}
