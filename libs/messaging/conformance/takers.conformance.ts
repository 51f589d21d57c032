import { decided, ignored } from '@entrepot/kernel';
import type { Command } from '@entrepot/eventstore';
import { Header, NO_MERCHANT, Takes, type OutgoingMessage, type Taken } from '../src/index';
import { MERCHANT } from './messages';
import { orderOf } from './orders';
import type { Rig } from './rig';
import { OpenOrder, OrderLapsed, OrderOpened, OrderStream, type Order } from './shop';

@Takes({ topic: 'shop.intake.v1', body: OpenOrder, type: 'OpenOrder' })
class OrderIntake {
  readonly taken: Taken<OpenOrder>[] = [];
  unsure = 0;

  async command(message: Taken<OpenOrder>): Promise<Command<Order>> {
    await Promise.resolve();
    if (this.unsure > 0) {
      this.unsure -= 1;
      throw new Error('the catalog is away');
    }
    this.taken.push(message);
    const { merchantId, cause } = message;
    const key = message.ok ? message.body.orderId : `rejected-${message.messageId}`;
    const event = message.ok ? new OrderOpened({ orderId: key }) : new OrderLapsed({ orderId: key });
    const decide = (order: Order) => (order.status === 'none' ? decided(event) : ignored('known already'));
    return { on: OrderStream, merchantId, key, cause, decide };
  }
}

function sent(body: unknown, id?: string, key = 'demo/order-1'): OutgoingMessage {
  const value = typeof body === 'string' ? body : JSON.stringify(body);
  return { topic: 'shop.intake.v1', key, value, headers: id === undefined ? {} : { [Header.id]: id } };
}

/** Takers: a door on Kafka for others. */
export function takersConformance(name: string, openRig: () => Rig): void {
  describe(`takers ${name}`, () => {
    let rig: Rig;
    beforeEach(() => {
      rig = openRig();
    });
    afterEach(async () => rig.close(), 60_000);

    it('turns a message of others into one decision, however often it is sent', async () => {
      const intake = new OrderIntake();
      const service = await rig.launch({ handlers: [intake] });
      await rig.publish(sent({ orderId: 'o1' }, 'm1'), sent({ orderId: 'o1' }, 'm1'), sent({ orderId: 'o2' }));
      await rig.rest(service);
      expect(await orderOf(service, 'o1')).toMatchObject({ status: 'open', version: 1 });
      expect(await orderOf(service, 'o2')).toMatchObject({ status: 'open', version: 1 });
      expect(intake.taken[0]).toMatchObject({ ok: true, messageId: 'm1', merchantId: MERCHANT, key: 'demo/order-1' });
      expect(intake.taken[0]?.cause).toMatchObject({ source: 'message:shop.intake.v1', key: 'm1' });
      expect(intake.taken[2]?.messageId).toBe(intake.taken[2]?.position);
      expect(Date.parse(intake.taken[0]!.time)).toBeGreaterThan(0);
    }, 60_000);

    it('takes a message that calls itself as an event of ours does, and says of no calendar day when it was', async () => {
      const service = await rig.launch({ handlers: [new OrderIntake()] });
      const id = 'demo/order/o1/0000000001#0';
      const times = ['', 'tomorrow'].map((time) => ({ [Header.time]: time }));
      for (const time of [{}, ...times]) {
        const message = sent({ orderId: `o${Object.values(time).join()}` }, id);
        await rig.publish({ ...message, headers: { ...message.headers, [Header.type]: 'OpenOrder', ...time } });
      }
      await rig.rest(service);
      expect(await orderOf(service, 'o')).toMatchObject({ status: 'open' });
    }, 60_000);

    it('rule 6: carries on a trace, and nothing else that is called one: it goes with every event, which could not be published', async () => {
      const intake = new OrderIntake();
      const service = await rig.launch({ handlers: [intake] });
      const trace = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;
      const traces = [trace, 'x'.repeat(600_000), `${trace}\n`, `${trace}-${'e'.repeat(900)}`, ''];
      for (const [index, traceparent] of traces.entries()) {
        const message = sent({ orderId: `o${index}` }, `m${index}`);
        await rig.publish({ ...message, headers: { ...message.headers, [Header.trace]: traceparent } });
      }
      await rig.rest(service);
      expect(intake.taken.map(({ cause }) => cause.trace)).toEqual([trace, ...Array<undefined>(4)]);
      expect(await orderOf(service, 'o4')).toMatchObject({ status: 'open' });
    }, 60_000);

    it('hands over a body that breaks its contract with what is wrong, so that the answer can be an event', async () => {
      const intake = new OrderIntake();
      const service = await rig.launch({ handlers: [intake] });
      await rig.publish(sent({ orderId: 'o1', extra: 1 }, 'm1'), sent('{"orderId":', 'm2'), sent({}, 'm3'));
      await rig.rest(service);
      const wrong = intake.taken.map((message) =>
        message.ok ? [] : message.errors.map(({ field, rule }) => `${field} ${rule}`),
      );
      expect(wrong).toEqual([['extra unknown'], [' json'], ['orderId type']]);
      expect(await orderOf(service, 'rejected-m2')).toMatchObject({ status: 'lapsed' });
      expect(await service.backbone.deadLetters.count()).toBe(0);
    }, 60_000);

    it('hands over a body that is nested deeper than anything can be read as what it is: unreadable', async () => {
      const intake = new OrderIntake();
      const service = await rig.launch({ handlers: [intake], limits: { brokenAttempts: 10 } });
      const deep = `{"orderId":"o1","extra":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      await rig.publish(sent(deep, 'm1'), sent({ orderId: 'o2' }, 'm2'));
      await rig.rest(service);
      const wrong = intake.taken.map((message) => (message.ok ? [] : message.errors));
      expect(wrong).toEqual([[{ field: '', rule: 'json', message: 'The body is nested too deeply' }], []]);
      expect(await service.backbone.parkedInputs.count()).toBe(0);
    }, 60_000);

    it('hands over a message that names no merchant, or is of another type, with what is wrong with it', async () => {
      const intake = new OrderIntake();
      const service = await rig.launch({ handlers: [intake] });
      const other = sent({ orderId: 'o1' }, 'm2');
      await rig.publish(sent({ orderId: 'o1' }, 'm1', 'nobody'), {
        ...other,
        headers: { ...other.headers, [Header.type]: 'OrderOpened' },
      });
      await rig.rest(service);
      const wrong = intake.taken.map((message) => [
        message.merchantId,
        ...(message.ok ? [] : message.errors.map(({ field, rule }) => `${field} ${rule}`)),
      ]);
      expect(wrong).toHaveLength(2);
      expect(wrong).toContainEqual([NO_MERCHANT, 'ce_merchantid required']);
      expect(wrong).toContainEqual([MERCHANT, 'ce_type const']);
      expect(await service.backbone.deadLetters.count()).toBe(0);
    }, 60_000);

    it('takes only for a merchant what can be the id of one, as every door does', async () => {
      const intake = new OrderIntake();
      const service = await rig.launch({ handlers: [intake] });
      const named = [NO_MERCHANT, 'a b', 'x'.repeat(65), 'a/b', 'a\u0000'];
      const messages = named.map((merchant, count) => {
        const message = sent({ orderId: `o${count}` }, `m${count}`);
        return { ...message, headers: { ...message.headers, [Header.merchant]: merchant } };
      });
      await rig.publish(...messages, sent({ orderId: 'o9' }, 'm9', '%7E/order-9'));
      await rig.rest(service);
      const wrong = intake.taken.map((message) => [
        message.merchantId,
        ...(message.ok ? ['taken'] : message.errors.map(({ field, rule }) => `${field} ${rule}`)),
      ]);
      expect(wrong).toEqual(Array.from({ length: 6 }, () => [NO_MERCHANT, 'ce_merchantid pattern']));
    }, 60_000);

    it('asks again later when it cannot know yet, and keeps the order of a key meanwhile', async () => {
      const intake = new OrderIntake();
      intake.unsure = 2;
      const service = await rig.launch({ handlers: [intake], limits: { brokenAttempts: 10 } });
      await rig.publish(sent({ orderId: 'o1' }, 'm1'), sent({ orderId: 'o2' }, 'm2'), sent({ orderId: 'o3' }, 'm3'));
      await rig.until(() => intake.taken.length === 3, 'three orders');
      expect(intake.taken.map(({ messageId }) => messageId)).toEqual(['m1', 'm2', 'm3']);
      await rig.until(async () => (await service.backbone.parkedInputs.count()) === 0, 'an empty park');
      expect(Date.parse(intake.taken[0]!.time)).toBeGreaterThan(0);
    }, 60_000);
  });
}
