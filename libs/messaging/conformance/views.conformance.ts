import type { StateRow } from '@entrepot/eventstore';
import { decided } from '@entrepot/kernel';
import {
  Lists,
  Mirrors,
  Performs,
  Projects,
  Reacts,
  Wakes,
  type EventMeta,
  type Performed,
  type RowRef,
} from '../src/index';
import { MERCHANT } from './messages';
import { money, open, page, record } from './orders';
import type { Launched, Rig } from './rig';
import {
  CallAnswered,
  CallWanted,
  MoneyTaken,
  OrderLapsed,
  OrderOpened,
  OrderPaid,
  OrderStream,
  pay,
  type Order,
} from './shop';

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

@Lists({ events: [OrderOpened, OrderPaid, MoneyTaken], view: 'told', together: 'orderId' })
class ToldView extends StoryView {}

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

    it('keeps rows of one flush that belong together as one, and none is lost when some of them come again', async () => {
      const limits = { commitEveryMs: 3_600_000 };
      const service = await rig.launch({ handlers: [new ToldView()], limits });
      type Told = { readonly orderId: string; readonly rows: readonly { readonly what: string }[] };
      const kept = async () => (await service.backbone.view<Told>('told').find(MERCHANT, page)).items;
      const told = async () => (await kept()).flatMap(({ rows }) => rows.map(({ what }) => what));
      await rig.publish(money('o1', 3, 1), money('o1', 4, 2), money('o2', 5, 1));
      await rig.until(async () => (await told()).length === 3, 'the rows');
      expect((await kept()).length).toBeLessThanOrEqual(3);
      await service.restart();
      await open(service, 'o1');
      const isThere = async () => (await told()).includes('OrderOpened') && (await told()).includes('MoneyTaken');
      await rig.until(isThere, 'the new row, whatever came again with it');
      expect((await kept()).every(({ orderId, rows }) => rows.length > 0 && orderId.startsWith('o'))).toBe(true);
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

    it('tells a mirror of each row that it hears, with the version that the row gets in the table', async () => {
      const heard: StateRow<{ amount: number }>[] = [];
      class ToldTakings extends TakingsView {
        heard(row: StateRow<{ amount: number }>): void {
          heard.push(row);
        }
      }
      Mirrors({ events: [MoneyTaken], view: 'takings', id: ({ paymentId }) => paymentId })(ToldTakings);
      const service = await rig.launch({ handlers: [new ToldTakings()] });
      await rig.publish(money('o1', 1, 1), money('o1', 3, 2));
      await rig.rest(service);
      const { version } = (await service.backbone.view('takings').get(MERCHANT, 'pay-o1'))!;
      const newest = heard.filter((each) => each.version === version);
      expect(newest.map(({ id, merchantId, row }) => ({ id, merchantId, row }))).toContainEqual({
        ...{ id: 'pay-o1', merchantId: MERCHANT },
        row: { orderId: 'o1', amount: 3 },
      });
      expect(Math.max(...heard.map((each) => each.version))).toBe(version);
    }, 60_000);

    describe('that are rebuilt', () => {
      const calls: string[] = [];

      /** The same view, written by newer code. */
      class NewOrdersView extends OrdersView {
        override row(state: Order, ref: RowRef): object | undefined {
          const row = super.row(state, ref);
          return row && { ...row, count: state.paid.length };
        }
      }
      Projects({ of: OrderStream, view: 'orders', indexes: [{ count: 1 }] })(NewOrdersView);

      class NewStoryView extends StoryView {
        override rows(event: OrderOpened | OrderPaid | MoneyTaken, meta: EventMeta): object[] {
          return super.rows(event, meta).map((row) => ({ ...row, told: 'anew' }));
        }
      }
      Lists({ events: [OrderOpened, OrderPaid, MoneyTaken], view: 'story' })(NewStoryView);

      @Performs({ intent: CallWanted, of: OrderStream })
      class CallOut {
        isOpen = () => true;
        perform = async ({ orderId }: CallWanted) => {
          calls.push(orderId);
          return { kind: 'yes' };
        };
        decide = (_: Order, { intent: { orderId }, outcome }: Performed<CallWanted>) =>
          decided(new CallAnswered({ orderId, answer: outcome.kind }));
      }

      @Wakes({ of: OrderStream, dueAt: ({ dueAt }) => dueAt })
      class Lapse {
        decide = () => decided(new OrderLapsed({ orderId: 'any' }));
      }

      const old = () => [
        new OrdersView(),
        new StoryView(),
        new TakingsView(),
        new OnMoneyTaken(),
        new CallOut(),
        new Lapse(),
      ];
      const renewed = () => [new NewOrdersView(), new NewStoryView(), ...old().slice(2)];

      interface Rebuilt extends OrderRow {
        readonly count?: number;
        readonly told?: string;
      }
      const all = async (service: Launched, view: string) =>
        (await service.backbone.view<Rebuilt>(view).find(MERCHANT, { limit: 200 })).items;
      const stateOf = async (service: Launched, view: string) =>
        (await service.runtime.views.list()).find((each) => each.view === view)!;
      const isBuilt = async (service: Launched, view: string) => {
        const { state, builtAt, error } = await stateOf(service, view);
        if (state === 'failed') throw new Error(error);
        return state === 'live' && builtAt !== undefined;
      };

      const grown = async () => {
        const service = await rig.launch({ handlers: old() });
        await open(service, 'o1', 'o2', 'o3');
        await record(service, 'o3', new CallWanted({ orderId: 'o3' }));
        await rig.publish(money('o1', 3, 1), money('o2', 4, 1), money('o1', 5, 2));
        await rig.rest(service);
        calls.length = 0;
        await service.restart(renewed());
        return service;
      };

      it('rule 24: a view is made anew from the streams while it is written and read, and nothing else happens', async () => {
        const service = await grown();
        expect((await all(service, 'orders')).map(({ count }) => count)).toEqual([undefined, undefined, undefined]);
        const { events } = await before(service);
        await service.runtime.views.rebuild('orders');
        for (let amount = 1; amount <= 15; amount += 1) {
          await record(service, `n${amount}`, new OrderOpened({ orderId: `n${amount}` }));
          await record(service, 'o2', new OrderPaid({ orderId: 'o2', paymentId: 'p', amount }));
        }
        await rig.until(() => isBuilt(service, 'orders'), 'a view that is rebuilt');
        await rig.rest(service);
        const rows = await all(service, 'orders');
        expect(rows).toHaveLength(18);
        expect(rows.every(({ count }) => count !== undefined)).toBe(true);
        expect(rows.find(({ id }) => id === 'o2')).toMatchObject({ total: 4 + 120, count: 16 });
        expect(rows.find(({ id }) => id === 'o1')).toMatchObject({ total: 8, count: 2 });
        expect(calls).toEqual([]);
        expect((await before(service)).events).toBe(events + 30);
        expect(await stateOf(service, 'orders')).toMatchObject({ state: 'live', handler: 'NewOrdersView', skipped: 0 });
      }, 60_000);

      /** How much is recorded, and how many tasks there are. */
      const before = async (service: Launched) => ({
        events: await service.backbone.store.size(),
        tasks: await service.backbone.tasks.count(),
      });

      it('rule 24: a list of events of several services is made anew from streams and topics', async () => {
        const service = await grown();
        const lines = async () => (await all(service, 'story')).map(({ id }) => id);
        const ids = await lines();
        await service.runtime.views.rebuild('story');
        await rig.publish(money('o3', 7, 1));
        await rig.until(() => isBuilt(service, 'story'), 'a list that is rebuilt');
        await rig.rest(service);
        expect((await lines()).filter((id) => ids.includes(id))).toEqual(ids);
        expect(await lines()).toHaveLength(ids.length + 3);
        expect((await all(service, 'story')).every(({ told }) => told === 'anew')).toBe(true);
        expect(calls).toEqual([]);
      }, 60_000);

      it('rule 24: a mirror of others is made anew from their topics', async () => {
        const service = await grown();
        await service.backbone.view('takings').clear();
        await service.runtime.views.rebuild('takings');
        await rig.until(() => isBuilt(service, 'takings'), 'a mirror that is rebuilt');
        expect(await all(service, 'takings')).toMatchObject([{ amount: 5 }, { amount: 4 }]);
      }, 60_000);

      it('rule 24: what a process that died left undone is begun anew, and asked for twice is done once', async () => {
        const service = await grown();
        const { positions, leases } = service.backbone;
        const half = { state: 'rebuilding', done: 1, total: 9, skipped: 0 };
        await positions.set('view:orders', JSON.stringify(half));
        await leases.take('view:orders', 'a process that dies', 1_000);
        expect(await service.runtime.views.rebuild('orders')).toMatchObject({ state: 'rebuilding' });
        expect(await service.runtime.views.rebuild('no such view')).toBeUndefined();
        await rig.until(() => isBuilt(service, 'orders'), 'a view that is rebuilt');
        expect((await all(service, 'orders')).map(({ count }) => count)).toEqual([2, 1, 0]);
      }, 60_000);
    });

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
