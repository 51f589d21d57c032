import type { Command } from '@entrepot/eventstore';
import { decided, ignored } from '@entrepot/kernel';
import { fail, memoryShop, type MemoryShop } from '../../conformance/memory-shop';
import { MERCHANT } from '../../conformance/messages';
import { OpenOrder, OrderLapsed, OrderOpened, OrderStream } from '../../conformance/shop';
import type { Order } from '../../conformance/shop';
import { HandlerRuntime, Takes, turns, type Taken } from '../index';

const TOPIC = 'shop.intake.v1';

@Takes({ topic: TOPIC, body: OpenOrder, type: 'OpenOrder' })
class Door {
  readonly admission = { on: OrderStream, isUnderWay: ({ status }: Order) => status === 'open', atMost: 3 };

  command(message: Taken<OpenOrder>): Command<Order> {
    const { merchantId, cause } = message;
    if (!message.ok) throw new Error('not an order');
    const { orderId } = message.body;
    const decide = ({ status }: Order) =>
      status === 'none' ? decided(new OrderOpened({ orderId })) : ignored('known already');
    return { on: OrderStream, merchantId, key: orderId, cause, decide };
  }
}

const orders = (count: number) => Array.from({ length: count }, (_, index) => `o${index + 1}`);

/** Sent in this order, each with a key of its own. */
const send = ({ bus }: MemoryShop, ids: readonly string[]) =>
  bus.publish(
    ids.map((orderId) => {
      const value = JSON.stringify({ orderId });
      return { topic: TOPIC, key: `${MERCHANT}/${orderId}`, value, headers: { ce_id: orderId } };
    }),
  );

/** A service that so many orders were sent to, in so many partitions. */
async function sent(count: number, partitions = 1) {
  const here = await memoryShop({ name: TOPIC, partitions }, { commitEveryMs: 50, drainMs: 100 });
  const runtime = await begun(here);
  const ids = orders(count);
  await send(here, ids);
  return { here, runtime, ids };
}

async function begun({ parts }: MemoryShop): Promise<HandlerRuntime> {
  const runtime = new HandlerRuntime(parts, [new Door()], fail);
  await runtime.start();
  return runtime;
}

/** A pause of a partition counts only after some time, as one that is asked for while a fetch is under way. */
function pauseLate({ bus, clock }: MemoryShop, ms: number): void {
  const read = bus.read.bind(bus);
  bus.read = async (...given) => {
    const reading = await read(...given);
    const pause = reading.pause.bind(reading);
    reading.pause = (partition) => void clock.after(ms, () => pause(partition));
    return reading;
  };
}

async function goOn({ clock }: MemoryShop, ms: number): Promise<void> {
  for (let past = 0; past < ms; past += 50) {
    await turns(10);
    await clock.advance(50);
  }
  await turns(10);
}

async function opened({ backbone }: MemoryShop, ids: readonly string[]): Promise<string[]> {
  const versions = await Promise.all(ids.map((id) => backbone.streams.read(OrderStream, MERCHANT, id)));
  return ids.filter((_, index) => versions[index]!.version > 0);
}

async function lapse({ backbone }: MemoryShop, orderId: string): Promise<void> {
  const decide = () => decided(new OrderLapsed({ orderId }));
  await backbone.commands.handle({
    on: OrderStream,
    merchantId: MERCHANT,
    key: orderId,
    cause: { source: 'test', key: orderId },
    decide,
  });
}

describe('a door with room for so many', () => {
  it('takes what there is room for, and the next ones in order as room comes', async () => {
    const { here, runtime, ids } = await sent(6);
    await goOn(here, 300);
    expect(await opened(here, ids)).toEqual(['o1', 'o2', 'o3']);
    await lapse(here, 'o2');
    await goOn(here, 200);
    expect(await opened(here, ids)).toEqual(['o1', 'o2', 'o3', 'o4']);
    for (const id of ['o1', 'o3']) await lapse(here, id);
    await goOn(here, 200);
    expect(await opened(here, ids)).toEqual(ids);
    await goOn(here, 200);
    expect(await runtime.progress()).toMatchObject([{ committed: 6, end: 6 }]);
  });

  it('goes on after ten seconds even if nothing comes to a rest', async () => {
    const { here, ids } = await sent(7);
    await goOn(here, 9_500);
    expect(await opened(here, ids)).toHaveLength(3);
    await goOn(here, 1_500);
    expect(await opened(here, ids)).toHaveLength(6);
  });

  it('waits longer where everything takes long', async () => {
    const { here, ids } = await sent(90);
    for (let done = 0; done < 75; done += 3) {
      await goOn(here, 9_000);
      for (const id of ids.slice(done, done + 3)) await lapse(here, id);
    }
    await goOn(here, 100);
    expect(await opened(here, ids)).toHaveLength(78);
    await goOn(here, 12_000);
    expect(await opened(here, ids)).toHaveLength(78);
    await goOn(here, 24_000);
    expect((await opened(here, ids)).length).toBeGreaterThan(78);
  });

  it('lets every partition have its turn', async () => {
    const { here, runtime, ids } = await sent(60, 3);
    for (let round = 0; round < 10; round += 1) {
      await goOn(here, 200);
      for (const id of await opened(here, ids)) await lapse(here, id).catch(() => undefined);
    }
    await goOn(here, 200);
    const committed = (await runtime.progress()).map((each) => each.committed ?? 0);
    expect(Math.min(...committed)).toBeGreaterThan(3);
  });

  it('leaves what it has not taken to the next reader, at once', async () => {
    const { here, runtime, ids } = await sent(8);
    await goOn(here, 300);
    expect(runtime.idle).toBe(false);
    expect(runtime.oldest().get(TOPIC)).toBeGreaterThan(0);
    const stopping = runtime.stop();
    await goOn(here, 50);
    await stopping;
    expect(await runtime.progress()).toMatchObject([{ committed: 3, end: 8 }]);
    for (const id of ids.slice(0, 3)) await lapse(here, id);
    await begun(here);
    await goOn(here, 300);
    expect(await opened(here, ids)).toEqual(ids.slice(0, 6));
  });

  it('keeps the order of what a fetch still brings of a partition that waits', async () => {
    const here = await memoryShop({ name: TOPIC, partitions: 1 }, { commitEveryMs: 50 });
    pauseLate(here, 400);
    const runtime = await begun(here);
    const ids = orders(8);
    await send(here, ids.slice(0, 4));
    await goOn(here, 200);
    await send(here, ids.slice(4));
    await goOn(here, 100);
    expect(await opened(here, ids)).toEqual(ids.slice(0, 3));
    for (const id of ids.slice(0, 3)) await lapse(here, id);
    await goOn(here, 200);
    expect(await opened(here, ids)).toEqual(ids.slice(0, 6));
    for (const id of ids.slice(3, 6)) await lapse(here, id);
    await goOn(here, 800);
    expect(await opened(here, ids)).toEqual(ids);
    expect(await runtime.progress()).toMatchObject([{ committed: 8, end: 8 }]);
  });

  it('takes nothing twice and leaves nothing out when the partitions are given out anew while messages wait', async () => {
    const { here, runtime, ids } = await sent(5);
    await goOn(here, 300);
    here.bus.rebalance('shop');
    await goOn(here, 200);
    for (const id of ids.slice(0, 3)) await lapse(here, id);
    await goOn(here, 300);
    expect(await opened(here, ids)).toEqual(ids);
    await goOn(here, 300);
    expect(await runtime.progress()).toMatchObject([{ committed: 5, end: 5 }]);
  });
});
