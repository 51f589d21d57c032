import { memoryBackbone, streamId, type ClaimedTask } from '@entrepot/eventstore';
import { decided, type AnyEvent } from '@entrepot/kernel';
import { MERCHANT } from '../../conformance/messages';
import { OrderLapsed, OrderOpened, OrderStream, shopContracts, shopErrors, type Order } from '../../conformance/shop';
import type { TimerDefinition } from '../handlers/wakes';
import { timerKind, type TimerPayload } from '../lanes/timer-lane';
import { MemoryBus } from '../memory/memory-bus';
import { VirtualClock } from '../memory/virtual-clock';
import { isAway } from '../runtime/failure';
import { defaultLimits } from '../runtime/service-parts';
import { TimerWork } from './timer-work';

const definition: TimerDefinition = {
  ...{ kind: 'timer', name: 'Lapse' },
  of: OrderStream as TimerDefinition['of'],
  dueAt: (state) => (state as Order).dueAt,
};

async function world(...events: AnyEvent[]) {
  const clock = new VirtualClock();
  const backbone = memoryBackbone({ clock: () => clock.date() });
  const fixed = { name: 'shop', contracts: shopContracts, errors: shopErrors, watch: {}, limits: defaultLimits };
  for (const [at, event] of events.entries()) {
    const cause = { source: 'test', key: String(at) };
    await backbone.commands.handle({
      on: OrderStream,
      merchantId: MERCHANT,
      key: 'o1',
      cause,
      decide: () => decided(event),
    });
  }
  const waking = { decide: () => decided(new OrderLapsed({ orderId: 'o1' })) };
  const work = new TimerWork(definition, waking, { ...fixed, backbone, bus: new MemoryBus(clock), clock });
  return { clock, backbone, work };
}

const DUE_AT = '2026-01-01T00:00:05.000Z';

function taskOf(payload: Omit<TimerPayload, 'key' | 'dueAt'>): ClaimedTask {
  const id = streamId(MERCHANT, 'order', 'o1');
  const fixed = { kind: timerKind('Lapse'), merchantId: MERCHANT, attempts: 1, lease: 'l', since: DUE_AT };
  return { id, ...fixed, dueAt: DUE_AT, payload: { key: 'o1', dueAt: DUE_AT, ...payload } };
}

describe('the work of a timer', () => {
  const opened = new OrderOpened({ orderId: 'o1', dueAt: DUE_AT });

  it('rule 19: acts when its stream is due, and is done when that wants no more', async () => {
    const { clock, backbone, work } = await world(opened);
    await clock.advance(6_000);
    expect(await work.run(taskOf({ version: 1 }))).toBe('finished');
    expect(await backbone.streams.read(OrderStream, MERCHANT, 'o1')).toMatchObject({ state: { status: 'lapsed' } });
  });

  it.each([
    ['nothing of its stream', 0, taskOf({})],
    ['less of its stream than it was made from', 1, taskOf({ version: 2 })],
  ])('rule 19: is not forgotten where a database that has just changed hands shows %s', async (_, shown, task) => {
    const { clock, backbone, work } = await world(new OrderOpened({ orderId: 'o1' }), opened);
    await clock.advance(6_000);
    const read = backbone.streams.read.bind(backbone.streams);
    const { initial } = OrderStream;
    const state = { ...initial, ...(shown > 0 && { status: 'open' }) };
    backbone.streams.read = () => Promise.resolve({ state, version: shown } as never);
    expect(isAway(await work.run(task).catch((error: unknown) => error))).toBe(true);
    backbone.streams.read = read;
    expect(await work.run(task)).toBe('finished');
    expect(await read(OrderStream, MERCHANT, 'o1')).toMatchObject({ state: { status: 'lapsed' } });
  });
});
