import { memoryBackbone, MemoryStore } from '@entrepot/eventstore';
import { decided, type AnyEvent } from '@entrepot/kernel';
import { MERCHANT } from '../../conformance/messages';
import { OrderPaid, OrderStream, shopContracts, shopErrors } from '../../conformance/shop';
import { defaultLimits, MemoryBus, Relay, readMeta, turns, VirtualClock, type Alarm, type RawMessage } from '../index';
import type { ServiceParts } from '../runtime/service-parts';

interface Shop {
  readonly parts: ServiceParts;
  readonly store: MemoryStore;
  readonly clock: VirtualClock;
  readonly alarms: Alarm[];
  /** `order version` of what is published, as often as it is. */
  readonly published: string[];
  /** Those of them that say that they may be repeats. */
  readonly marked: string[];
}

async function shop(): Promise<Shop> {
  const clock = new VirtualClock();
  const bus = new MemoryBus(clock);
  await bus.ensureTopics([{ name: 'shop.order.v1', partitions: 2 }]);
  const store = new MemoryStore();
  const backbone = memoryBackbone({ clock: () => clock.date(), store });
  const alarms: Alarm[] = [];
  const watch = { alarm: (alarm: Alarm) => void alarms.push(alarm) };
  const fixed = { name: 'shop', contracts: shopContracts, errors: shopErrors, watch, limits: defaultLimits };
  const published: string[] = [];
  const marked: string[] = [];
  const received = (_generation: number, _from: unknown, messages: readonly RawMessage[]) => {
    for (const { headers } of messages) {
      const { key, version } = readMeta(headers)!;
      published.push(`${key} ${version}`);
      if (headers?.['ce_mayrepeat'] !== undefined) marked.push(`${key} ${version}`);
    }
  };
  await bus.read('listener', ['shop.order.v1'], { assigned: async () => undefined, received, failed: () => undefined });
  return { parts: { ...fixed, backbone, bus, clock }, store, clock, alarms, published, marked };
}

let inputs = 0;

async function record({ parts }: Shop, orderId: string, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    const events: AnyEvent[] = [new OrderPaid({ orderId, paymentId: 'p', amount: 1 })];
    const cause = { source: 'http:POST /orders', key: String((inputs += 1)) };
    const decide = () => decided(...events);
    await parts.backbone.commands.handle({ on: OrderStream, merchantId: MERCHANT, key: orderId, cause, decide });
  }
}

async function until({ clock }: Shop, condition: () => boolean): Promise<void> {
  for (let step = 0; step < 1_000 && !condition(); step += 1) {
    await turns(5);
    await clock.advance(20);
  }
  expect(condition()).toBe(true);
}

async function leave(world: Shop, relay: Relay): Promise<void> {
  let isOver = false;
  void relay.stop().then(() => (isOver = true));
  await until(world, () => isOver);
}

const inOrder = (published: readonly string[], orderId: string) => [
  ...new Set(published.filter((each) => each.startsWith(`${orderId} `))),
];

describe('a relay', () => {
  it('rule 10: publishes everything that was recorded while no relay was there', async () => {
    const world = await shop();
    const first = new Relay(world.parts);
    first.start();
    await record(world, 'o1', 3);
    await until(world, () => world.published.length === 3);
    await leave(world, first);
    await record(world, 'o1', 2);
    await record(world, 'o2', 2);
    const second = new Relay(world.parts);
    second.start();
    await record(world, 'o2', 1);
    await until(world, () => world.published.includes('o2 3') && world.published.includes('o1 5'));
    expect(inOrder(world.published, 'o1')).toEqual(['o1 1', 'o1 2', 'o1 3', 'o1 4', 'o1 5']);
    expect(inOrder(world.published, 'o2')).toEqual(['o2 1', 'o2 2', 'o2 3']);
    expect(world.alarms).toEqual([]);
    await leave(world, second);
  });

  it('rule 10: takes over when the one that led is gone without a word, and repeats rather than leaves out', async () => {
    const world = await shop();
    const { leases } = world.parts.backbone;
    await leases.take('relay', 'a process that died', 10_000);
    const standby = new Relay(world.parts);
    standby.start();
    await record(world, 'o1', 2);
    await until(world, () => world.published.length === 2);
    expect(world.clock.now() - Date.parse('2026-01-01T00:00:00.000Z')).toBeGreaterThan(9_900);
    await leave(world, standby);
    expect(await leases.take('relay', 'the next one', 10_000)).toBe(true);
  });

  it('rule 17: says of what another relay may have published that it may be a repeat, and of nothing else', async () => {
    const world = await shop();
    const first = new Relay(world.parts);
    await world.clock.advance(1_000);
    first.start();
    await turns(20);
    await world.clock.advance(1_000);
    await record(world, 'o1', 2);
    await until(world, () => world.published.length === 2);
    expect(world.marked).toEqual([]);
    await leave(world, first);
    await record(world, 'o1', 1);
    await world.clock.advance(20);
    const second = new Relay(world.parts);
    second.start();
    await until(world, () => world.published.includes('o1 3'));
    await world.clock.advance(1_000);
    await record(world, 'o1', 1);
    await until(world, () => world.published.includes('o1 4'));
    expect(world.marked).toContain('o1 3');
    expect(world.marked).not.toContain('o1 4');
    await leave(world, second);
  });

  it('rule 17: says so too of what it publishes while it leaves, and that was published before', async () => {
    const world = await shop();
    const { positions } = world.parts.backbone;
    positions.set = () => Promise.reject(new Error('the database is away'));
    const relay = new Relay(world.parts);
    await world.clock.advance(1_000);
    relay.start();
    await turns(20);
    await world.clock.advance(20);
    await record(world, 'o1', 2);
    await until(world, () => world.published.length === 2);
    expect(world.marked).toEqual([]);
    await world.clock.advance(20);
    await leave(world, relay);
    await turns(20);
    expect(world.published).toEqual(['o1 1', 'o1 2', 'o1 1', 'o1 2']);
    expect(world.marked).toEqual(['o1 1', 'o1 2']);
  });

  it('fails no longer once the database answers again, though another one leads', async () => {
    const world = await shop();
    const { leases } = world.parts.backbone;
    await leases.take('relay', 'another process', 60_000);
    const take = leases.take.bind(leases);
    leases.take = () => Promise.reject(new Error('the database is away'));
    const standby = new Relay(world.parts);
    standby.start();
    await until(world, () => standby.state.failing);
    leases.take = take;
    await until(world, () => !standby.state.failing);
    await leave(world, standby);
  });

  it('rule 25: publishes the rest before it leaves, what was committed in the last moment too', async () => {
    const world = await shop();
    const relay = new Relay(world.parts);
    relay.start();
    await record(world, 'o1', 1);
    await until(world, () => world.published.length === 1);
    const committing = record(world, 'o1', 20);
    await committing;
    await leave(world, relay);
    await turns(50);
    expect(inOrder(world.published, 'o1')).toHaveLength(21);
  });

  it('rule 25: leaves the publishing to the one that leads', async () => {
    const world = await shop();
    await world.parts.backbone.leases.take('relay', 'another process', 60_000);
    const standby = new Relay(world.parts);
    standby.start();
    await record(world, 'o1', 1);
    await leave(world, standby);
    expect(world.published).toEqual([]);
  });
});
