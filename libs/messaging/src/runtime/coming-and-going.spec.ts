import { decided } from '@entrepot/kernel';
import { fail, memoryShop, type MemoryShop } from '../../conformance/memory-shop';
import { MERCHANT } from '../../conformance/messages';
import { money } from '../../conformance/orders';
import { MoneyTaken, OrderPaid, OrderStream, type Order } from '../../conformance/shop';
import { HandlerRuntime, Reacts, Relay, turns } from '../index';

@Reacts({ to: MoneyTaken, on: OrderStream, id: (event) => event.orderId })
class OnMoneyTaken {
  readonly decide = (_order: Order, event: MoneyTaken) => decided(new OrderPaid(event));
}

const shop = () => memoryShop({ name: 'till.payment.v1', partitions: 1 }, { commitEveryMs: 50, drainMs: 100 });

const paid = async ({ backbone }: MemoryShop) => (await backbone.streams.read(OrderStream, MERCHANT, 'o1')).state.paid;

/** Whether a promise is settled within so many steps of time. */
async function isOver({ clock }: MemoryShop, promise: Promise<unknown>, steps = 100): Promise<boolean> {
  let over = false;
  promise.finally(() => (over = true)).catch(() => undefined);
  for (let step = 0; step < steps && !over; step += 1) {
    await turns(5);
    await clock.advance(20);
  }
  return over;
}

describe('coming and going', () => {
  it('rule 12: a generation whose preparations end after those of the next one does not take its place', async () => {
    const world = await shop();
    const { parkedInputs } = world.backbone;
    const keys = parkedInputs.keys.bind(parkedInputs);
    let letGo = (): void => undefined;
    parkedInputs.keys = async (...partition) => {
      parkedInputs.keys = keys;
      await new Promise<void>((resolve) => (letGo = resolve));
      return keys(...partition);
    };
    const runtime = new HandlerRuntime(world.parts, [new OnMoneyTaken()], fail);
    await runtime.start();
    await turns(5);
    world.bus.rebalance('shop');
    await turns(5);
    letGo();
    await turns(5);
    await world.bus.publish([money('o1', 5)]);
    await turns(20);
    expect(await paid(world)).toEqual([5]);
    await world.clock.advance(200);
    expect(await runtime.progress()).toMatchObject([{ committed: 1, end: 1 }]);
  });

  it('rule 25: leaving twice ends, with something left undone too', async () => {
    const world = await shop();
    world.backbone.commands.handle = () => new Promise(() => undefined);
    const runtime = new HandlerRuntime(world.parts, [new OnMoneyTaken()], fail);
    await runtime.start();
    await world.bus.publish([money('o1', 5)]);
    await turns(20);
    expect(await isOver(world, runtime.stop())).toBe(true);
    expect(await isOver(world, runtime.stop())).toBe(true);
  });

  it('rule 25: the group is held until what is under way is done, and offsets are committed before it is left', async () => {
    const world = await shop();
    const runtime = new HandlerRuntime(world.parts, [new OnMoneyTaken()], fail);
    await runtime.start();
    await world.bus.publish([money('o1', 5)]);
    expect(await isOver(world, runtime.drain())).toBe(true);
    await world.bus.publish([money('o1', 6, 2)]);
    await turns(20);
    expect(await paid(world)).not.toContain(6);
    expect(await isOver(world, runtime.stop())).toBe(true);
    const next = new HandlerRuntime(world.parts, [new OnMoneyTaken()], fail);
    await next.start();
    await turns(20);
    expect(await paid(world)).toEqual([5, 6]);
    expect(await isOver(world, next.stop())).toBe(true);
    expect(await next.progress()).toMatchObject([{ committed: 2, end: 2 }]);
  });

  it('rule 25: a relay that is told to leave while it takes the lease leaves', async () => {
    const world = await shop();
    const { leases } = world.backbone;
    const take = leases.take.bind(leases);
    leases.take = async (...lease) => {
      await turns(5);
      return take(...lease);
    };
    const relay = new Relay(world.parts);
    relay.start();
    await turns(1);
    expect(await isOver(world, relay.stop())).toBe(true);
    expect(await take('relay', 'another', 1_000)).toBe(true);
  });

  it('tells for how long a topic has been quiet, if nobody else reads of it and nothing is under way', async () => {
    const world = await shop();
    const topic = ['till.payment.v1'];
    const runtime = new HandlerRuntime(world.parts, [new OnMoneyTaken()], fail);
    await runtime.start();
    await turns(5);
    await world.clock.advance(3_000);
    expect(runtime.quietMs(topic)).toBe(3_000);
    expect(runtime.quietMs([...topic, 'till.refund.v1'])).toBe(0);
    await world.bus.publish([money('o1', 5)]);
    await turns(20);
    await world.clock.advance(200);
    expect(runtime.quietMs(topic)).toBe(200);
    world.backbone.commands.handle = () => new Promise(() => undefined);
    await world.bus.publish([money('o1', 6, 2)]);
    await turns(20);
    await world.clock.advance(200);
    expect(runtime.quietMs(topic)).toBe(0);
  });

  it('knows nothing of how quiet a topic is that another process reads', async () => {
    const world = await shop();
    const runtimes = [1, 2].map(() => new HandlerRuntime(world.parts, [new OnMoneyTaken()], fail));
    for (const runtime of runtimes) await runtime.start();
    await turns(5);
    await world.clock.advance(500);
    expect(runtimes.map((runtime) => runtime.quietMs(['till.payment.v1'])).sort()).toEqual([0, 500]);
  });
});
