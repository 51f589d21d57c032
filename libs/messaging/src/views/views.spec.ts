import { memoryBackbone, MemoryStore, type Backbone, type LogRow } from '@entrepot/eventstore';
import { decided } from '@entrepot/kernel';
import { MERCHANT, paymentMessage } from '../../conformance/messages';
import { MoneyTaken, OrderOpened, OrderStream, shopContracts, shopErrors, type Order } from '../../conformance/shop';
import { MemoryBus } from '../memory/memory-bus';
import { turns, VirtualClock } from '../memory/virtual-clock';
import { defaultLimits } from '../runtime/service-parts';
import type { EventView, StreamView, ViewSource } from './view-source';
import { Views, VIEWS_POLL_MS } from './views';

/** More than one page of a scan. */
const ORDERS = 1_100;

const orders: StreamView = {
  ...{ follows: 'streams', name: 'OrdersView', view: 'orders', shownAt: '' },
  of: OrderStream as StreamView['of'],
  rowOf: (state, { merchantId, key, version }) => {
    return { id: key, merchantId, version, row: { paid: (state as Order).paid.length } };
  },
};

const TAKEN = { paymentId: 'p1', orderId: 'o1' };

const payments: EventView = {
  ...{ follows: 'events', name: 'PaymentsView', view: 'payments', shownAt: '', events: ['MoneyTaken'] },
  rowsOf: ({ meta: { id, merchantId } }) => [{ id, merchantId, row: {} }],
  writeTo: (table, rows) => table.insert(rows as LogRow<object>[]),
};

/** Opens once and stays open. */
class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}

/** A clock whose process stands still for a while: its timers run only afterwards. */
class StoppingClock extends VirtualClock {
  gate: Gate | undefined;

  constructor(private readonly time0: VirtualClock) {
    super();
  }

  override now = () => this.time0.now();
  override elapsed = () => this.time0.elapsed();
  override after(ms: number, run: () => void): () => void {
    return this.time0.after(ms, () => void (this.gate?.opened ?? Promise.resolve()).then(() => turns(20)).then(run));
  }
}

interface World {
  readonly clock: VirtualClock;
  readonly store: MemoryStore;
  readonly backbone: Backbone;
}

function opened(): World {
  const clock = new VirtualClock();
  const store = new MemoryStore();
  return { clock, store, backbone: memoryBackbone({ clock: () => clock.date(), store }) };
}

async function placeOrders({ backbone }: World, from: number, to: number): Promise<void> {
  const keys = Array.from({ length: to - from }, (_, index) => `o${String(from + index).padStart(5, '0')}`);
  const placed = keys.map((orderId) => {
    const decide = () => decided(new OrderOpened({ orderId }));
    return backbone.commands.handle({
      on: OrderStream,
      merchantId: MERCHANT,
      key: orderId,
      cause: { source: 't' },
      decide,
    });
  });
  await Promise.all(placed);
}

/** The views of one process, over a store of its own. */
function viewsOf(
  { backbone, clock }: World,
  store: object,
  own: VirtualClock = clock,
  { source, bus }: { source: ViewSource; bus: MemoryBus } = { source: orders, bus: new MemoryBus(clock) },
): Views {
  const fixed = { name: 'shop', contracts: shopContracts, errors: shopErrors, watch: {}, limits: defaultLimits };
  const reached = { ...backbone, store: store as MemoryStore };
  const views = new Views({ ...fixed, backbone: reached, bus, clock: own }, [source], []);
  views.start();
  return views;
}

async function until({ clock }: World, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let step = 0; step < 500; step += 1) {
    if (await condition()) return;
    await turns(10);
    await clock.advance(50);
  }
  throw new Error('it did not come to pass');
}

/** The views of a process that stands still, clock and all, where its rebuild begins to follow the feed. */
async function standingStill(world: World): Promise<{ first: Views; frozen: Gate }> {
  const { clock, store } = world;
  const frozen = new Gate();
  const own = new StoppingClock(clock);
  let hasScanned = false;
  const feed: MemoryStore['feed'] = async function* (after, options) {
    hasScanned = true;
    own.gate = frozen;
    await frozen.opened;
    yield* store.feed(after, options);
  };
  const first = viewsOf(world, Object.create(store, { feed: { value: feed } }) as object, own);
  await first.rebuild('orders');
  await until(world, () => hasScanned);
  return { first, frozen };
}

const stateIn = async ({ backbone }: World, view = 'orders') =>
  (JSON.parse((await backbone.positions.get(`view:${view}`)) ?? '{}') as { state?: string }).state;

describe('views that are made anew', () => {
  it('rule 24: a process that stood still while another one took over leaves the table of that one alone', async () => {
    const world = opened();
    const { backbone, clock, store } = world;
    await placeOrders(world, 0, ORDERS);
    const { first, frozen } = await standingStill(world);
    const between = new Gate();
    let pages = 0;
    const scan: MemoryStore['scan'] = async (after, limit) => {
      pages += 1;
      if (pages === 2) await between.opened;
      return store.scan(after, limit);
    };
    const second = viewsOf(world, Object.create(store, { scan: { value: scan } }) as object);
    await clock.advance(15_000 + VIEWS_POLL_MS);
    await until(world, () => pages === 2);
    frozen.open();
    await turns(100);
    between.open();
    await until(world, async () => (await stateIn(world)) === 'live');
    await turns(50);
    expect(await backbone.view('orders').count(MERCHANT)).toBe(ORDERS);
    await Promise.all([first.end(), second.end()]);
  });

  it('rule 24: begins anew when nobody knows whether the switch was made, and misses nothing of that moment', async () => {
    const world = opened();
    const { backbone, store } = world;
    await placeOrders(world, 0, 3);
    const table = backbone.view('orders');
    const replaceWith = table.replaceWith.bind(table);
    table.replaceWith = async (beside) => {
      table.replaceWith = replaceWith;
      // A row that its handler, in another process, still writes to the table that is about to go.
      await placeOrders(world, 3, 4);
      await table.upsert([{ id: 'o00003', merchantId: MERCHANT, version: 1, row: { paid: 0 } }]);
      await replaceWith(beside);
      throw Object.assign(new Error('no answer'), { name: 'MongoNetworkError' });
    };
    const views = viewsOf(world, store);
    await views.rebuild('orders');
    await until(world, async () => ['live', 'failed'].includes((await stateIn(world)) ?? ''));
    expect([await stateIn(world), await table.count(MERCHANT)]).toEqual(['live', 4]);
    await views.end();
  });

  it('rule 24: a database that is away for a moment is waited for, anything else is told', async () => {
    const world = opened();
    const { store } = world;
    await placeOrders(world, 0, 3);
    const errors = [Object.assign(new Error('away'), { name: 'MongoNetworkError' }), new Error('a bug')];
    const scan = () => Promise.reject(errors.shift() ?? new Error('asked too often'));
    const views = viewsOf(world, Object.create(store, { scan: { value: scan } }) as object);
    await views.rebuild('orders');
    await until(world, () => errors.length === 1);
    await turns(20);
    expect(await stateIn(world)).toBe('rebuilding');
    await until(world, async () => (await stateIn(world)) === 'failed');
    expect((await world.backbone.positions.get('view:orders'))!).toContain('a bug');
    await views.end();
  });

  it('rule 24: says so when the database does not let our user do it', async () => {
    const world = opened();
    const scan = () =>
      Promise.reject(Object.assign(new Error('not authorized'), { name: 'MongoServerError', code: 13 }));
    const views = viewsOf(world, Object.create(world.store, { scan: { value: scan } }) as object);
    await views.rebuild('orders');
    await until(world, async () => (await stateIn(world)) === 'failed');
    expect(await world.backbone.positions.get('view:orders')).toContain('not authorized');
    await views.end();
  });

  it('rule 24: a process that stood still until another one was done does not tell that it goes on', async () => {
    const world = opened();
    const { clock, store } = world;
    await placeOrders(world, 0, 3);
    const { first, frozen } = await standingStill(world);
    const second = viewsOf(world, store);
    await clock.advance(15_000 + VIEWS_POLL_MS);
    await until(world, async () => (await stateIn(world)) === 'live');
    frozen.open();
    await turns(200);
    expect(await stateIn(world)).toBe('live');
    await Promise.all([first.end(), second.end()]);
  });

  it('rule 24: how far it was does not stand over how it ended, however late it lands', async () => {
    const world = opened();
    const { backbone, clock, store } = world;
    await placeOrders(world, 0, 3);
    const slow = new Gate();
    const { positions } = backbone;
    const set = positions.set.bind(positions);
    let told = 0;
    positions.set = async (name, position) => {
      // The first says that it was asked for, the second that it has begun.
      told += 1;
      if (told === 3) await slow.opened;
      await set(name, position);
    };
    const scanning = new Gate();
    const scan: MemoryStore['scan'] = async (after, limit) => {
      await scanning.opened;
      return store.scan(after, limit);
    };
    const views = viewsOf(world, Object.create(store, { scan: { value: scan } }) as object);
    await views.rebuild('orders');
    await until(world, () => told >= 3);
    await clock.advance(2_500);
    scanning.open();
    await turns(200);
    slow.open();
    await until(world, async () => (await stateIn(world)) === 'live');
    await turns(200);
    expect(await stateIn(world)).toBe('live');
    await views.end();
  });

  it('rule 24: a group that cannot be left says nothing of what was read in it', async () => {
    const world = opened();
    const { backbone, clock } = world;
    const bus = new MemoryBus(clock);
    await bus.ensureTopics([{ name: 'till.payment.v1', partitions: 1 }]);
    await bus.publish([paymentMessage({ event: new MoneyTaken({ ...TAKEN, amount: 7 }), from: 'p1', version: 1 })]);
    const read = bus.read.bind(bus);
    bus.read = async (...terms) => {
      const reading = await read(...terms);
      reading.leave = () => Promise.reject(new Error('the coordinator is away'));
      return reading;
    };
    const views = viewsOf(world, world.store, clock, { source: payments, bus });
    await views.rebuild('payments');
    await until(world, async () => ['live', 'failed'].includes((await stateIn(world, 'payments')) ?? ''));
    expect([await stateIn(world, 'payments'), await backbone.view('payments').count(MERCHANT)]).toEqual(['live', 1]);
    await views.end();
  });
});
