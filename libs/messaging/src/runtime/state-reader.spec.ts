import { memoryBackbone, type Streams } from '@entrepot/eventstore';
import { decided } from '@entrepot/kernel';
import { MERCHANT } from '../../conformance/messages';
import { OrderPaid, OrderStream, type Order } from '../../conformance/shop';
import { turns, VirtualClock } from '../index';
import type { EventMeta } from '../message/event-meta';
import { StateReader } from './state-reader';

const meta = { stream: `${MERCHANT}/order/o1`, merchantId: MERCHANT, key: 'o1', version: 1 } as EventMeta;

/** A database that shows what it has only after so many reads. */
async function reader(hiddenFor: number) {
  const { commands, streams } = memoryBackbone();
  const decide = (_order: Order) => decided(new OrderPaid({ orderId: 'o1', amount: 5 } as never));
  await commands.handle({ on: OrderStream, merchantId: MERCHANT, key: 'o1', cause: { source: 't', key: 'k' }, decide });
  let reads = 0;
  const late = Object.create(streams) as Streams;
  late.read = (async (...of: Parameters<Streams['read']>) => {
    reads += 1;
    return reads > hiddenFor ? streams.read(...of) : { state: OrderStream.initial, version: 0 };
  }) as Streams['read'];
  const clock = new VirtualClock();
  return { states: new StateReader(late, clock), clock, reads: () => reads };
}

async function settled<T>(clock: VirtualClock, promise: Promise<T>): Promise<T> {
  let over = false;
  promise.finally(() => (over = true)).catch(() => undefined);
  for (let step = 0; step < 100 && !over; step += 1) {
    await turns(3);
    await clock.advance(50);
  }
  return promise;
}

describe('the state of a stream whose event was published', () => {
  it.each(['stateAfter', 'newest'] as const)('is read again until it shows the event (%s)', async (read) => {
    const { states, clock, reads } = await reader(2);
    await expect(settled(clock, states[read](OrderStream as never, meta))).resolves.toMatchObject({ version: 1 });
    expect(reads()).toBe(3);
  });

  it('is taken as it is when the database has lost it', async () => {
    const { states, clock, reads } = await reader(Infinity);
    await expect(settled(clock, states.stateAfter(OrderStream as never, meta))).resolves.toMatchObject({ version: 0 });
    expect(reads()).toBeGreaterThan(3);
  });
});
