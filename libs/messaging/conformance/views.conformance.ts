import { Lists, Mirrors, Projects, Reacts, type EventMeta, type RowRef } from '../src/index';
import { MERCHANT } from './messages';
import { money, open, page, record } from './orders';
import type { Launched, Rig } from './rig';
import { MoneyTaken, OrderOpened, OrderPaid, OrderStream, pay, type Order } from './shop';

interface OrderRow {
  readonly total: number;
  readonly status: string;
}

@Projects({ of: OrderStream, view: 'orders', indexes: [{ status: 1 }] })
class OrdersView {
  rows = 0;
  row({ paid, status }: Order, { key }: RowRef): object | undefined {
    this.rows += 1;
    if (key === 'poison') throw new TypeError('a bug');
    if (status === 'lapsed') return undefined;
    return { status, total: paid.reduce((sum, amount) => sum + amount, 0) };
  }
}

@Lists({ events: [OrderOpened, OrderPaid, MoneyTaken], view: 'story' })
class StoryView {
  rows(event: OrderOpened | OrderPaid | MoneyTaken, { service }: EventMeta): object[] {
    if (event.type !== 'OrderPaid') return [{ orderId: event.orderId, what: event.type, service }];
    return ['paid', 'noted'].map((what) => ({ orderId: event.orderId, what, service }));
  }
}

@Mirrors({ events: [MoneyTaken], view: 'takings', id: ({ paymentId }) => paymentId })
class TakingsView {
  row({ amount, orderId }: MoneyTaken): object | undefined {
    return amount === 0 ? undefined : { orderId, amount };
  }
}

@Reacts({ to: MoneyTaken, on: OrderStream, id: (event) => event.orderId })
class OnMoneyTaken {
  readonly decide = pay;
}

/** Views: read models, written in batches. */
export function viewsConformance(name: string, openRig: () => Rig): void {
  describe(`views ${name}`, () => {
    let rig: Rig;
    beforeEach(() => {
      rig = openRig();
    });
    afterEach(async () => rig.close(), 60_000);

    const row = (service: Launched, id: string) => service.backbone.view<OrderRow>('orders').get(MERCHANT, id);
    const story = async (service: Launched) =>
      (await service.backbone.view<{ what: string; service: string }>('story').find(MERCHANT, page)).items;

    it('rule 24: shows the newest state of a stream, and the events of one flush together', async () => {
      const view = new OrdersView();
      const service = await rig.launch({ handlers: [view] });
      await open(service, 'o1', 'o2');
      for (let amount = 1; amount <= 20; amount += 1) {
        await record(service, 'o1', new OrderPaid({ orderId: 'o1', paymentId: 'p', amount }));
      }
      await rig.rest(service);
      expect(await row(service, 'o1')).toMatchObject({ id: 'o1', total: 210, status: 'open', version: 21 });
      expect(await row(service, 'o2')).toMatchObject({ total: 0, version: 1 });
    }, 60_000);

    it('rule 24: what is read again, and late, never replaces something newer', async () => {
      const limits = { commitEveryMs: 3_600_000 };
      const service = await rig.launch({ handlers: [new OrdersView(), new StoryView(), new OnMoneyTaken()], limits });
      await open(service, 'o1');
      await rig.publish(money('o1', 3, 1), money('o1', 4, 2));
      const isWritten = async () => (await row(service, 'o1'))?.total === 7 && (await story(service)).length === 7;
      await rig.until(isWritten, 'both views');
      const table = service.backbone.view<OrderRow>('orders');
      await table.upsert([{ id: 'o1', merchantId: MERCHANT, version: 1, row: { total: 0, status: 'old' } }]);
      await service.restart();
      await rig.later(500);
      await rig.until(isWritten, 'both views, unchanged');
      const what = (await story(service)).map((line) => `${line.service}: ${line.what}`).sort();
      const paid = ['noted', 'noted', 'paid', 'paid'].map((each) => `shop: ${each}`);
      expect(what).toEqual(['shop: OrderOpened', ...paid, 'till: MoneyTaken', 'till: MoneyTaken'].sort());
    }, 60_000);

    it('rule 24: offsets move after the flush, never before', async () => {
      const service = await rig.launch({ handlers: [new OrdersView()] });
      const table = service.backbone.view<OrderRow>('orders');
      const upsert = table.upsert.bind(table);
      let away = true;
      table.upsert = (rows) => {
        if (away) return Promise.reject(Object.assign(new Error('away'), { name: 'MongoNetworkError' }));
        return upsert(rows);
      };
      await open(service, 'o1');
      await rig.later(400);
      const unsettled = () => service.progress().then((all) => all.some(({ committed = 0, end }) => committed < end));
      await rig.until(unsettled, 'a message that is not settled');
      away = false;
      await rig.rest(service);
      expect(await row(service, 'o1')).toMatchObject({ status: 'open' });
    }, 60_000);

    it('rule 24: mirrors what others say: the newest event of a stream wins, however late an older one comes', async () => {
      const service = await rig.launch({ handlers: [new TakingsView()] });
      const taking = () => service.backbone.view<{ amount: number }>('takings').get(MERCHANT, 'pay-o1');
      await rig.publish(money('o1', 1, 1), money('o1', 3, 3));
      await rig.rest(service);
      await rig.publish(money('o1', 2, 2), money('o1', 1, 1));
      await rig.rest(service);
      expect(await taking()).toMatchObject({ amount: 3, orderId: 'o1' });
      await rig.publish(money('o1', 0, 4), money('o1', 3, 3));
      await rig.rest(service);
      expect(await taking()).toBeUndefined();
    }, 60_000);

    it('takes a row out when the state has none, and gives up only the stream that cannot be shown', async () => {
      const service = await rig.launch({ handlers: [new OrdersView()] });
      await open(service, 'poison', 'o1', 'o2');
      await record(service, 'o2', { type: 'OrderLapsed' });
      await rig.rest(service);
      expect(await row(service, 'o1')).toMatchObject({ status: 'open' });
      expect(await row(service, 'o2')).toBeUndefined();
      expect(await row(service, 'poison')).toBeUndefined();
      const { items } = await service.backbone.deadLetters.list(MERCHANT, page);
      expect(items).toMatchObject([{ reaction: 'OrdersView', source: 'demo/order/poison' }]);
      const again = await service.runtime.redriveDeadLetter(MERCHANT, items[0]!.id);
      expect(again).toMatchObject({ failure: { kind: 'broken' } });
    }, 60_000);

    it('answers who tries a row again by hand that its table still refuses', async () => {
      const service = await rig.launch({ handlers: [new OrdersView()] });
      service.backbone.view<OrderRow>('orders').upsert = () => Promise.reject(new Error('no such row'));
      await open(service, 'o1');
      await rig.rest(service);
      const { items } = await service.backbone.deadLetters.list(MERCHANT, page);
      const again = await service.runtime.redriveDeadLetter(MERCHANT, items[0]!.id);
      expect(again).toMatchObject({ failure: { kind: 'broken', reason: 'Error: no such row' } });
      expect(await service.backbone.deadLetters.count()).toBe(1);
    }, 60_000);
  });
}
