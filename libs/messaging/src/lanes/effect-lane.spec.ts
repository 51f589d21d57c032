import { eventId, memoryBackbone, recordId, streamId, type ClaimedTask, type NewTask } from '@entrepot/eventstore';
import { decided } from '@entrepot/kernel';
import { MERCHANT } from '../../conformance/messages';
import { CallAnswered, CallWanted, OrderStream, shopContracts, shopErrors, type Order } from '../../conformance/shop';
import type { Effect, EffectCall, EffectDefinition, Performed } from '../handlers/performs';
import { MemoryBus } from '../memory/memory-bus';
import { turns, VirtualClock } from '../memory/virtual-clock';
import { Header } from '../message/headers';
import { Incoming } from '../message/incoming';
import { PartitionWindow } from '../runtime/partition-window';
import { defaultLimits, type ServiceParts } from '../runtime/service-parts';
import { StateReader } from '../runtime/state-reader';
import { TaskRunner } from '../tasks/task-runner';
import { DeadLettering } from './dead-lettering';
import { EffectLane } from './effect-lane';

interface Answer {
  readonly kind: string;
}

/** Never answers, or fails; keeps what it was asked and called. */
class Silent implements Effect<CallWanted, Order, Answer> {
  readonly heard: string[] = [];
  failure: unknown;
  isOpen = (order: Order) => order.call === 'wanted';

  perform(_intent: CallWanted, { attempt }: EffectCall): Promise<Answer> {
    this.heard.push(`call ${attempt}`);
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise(() => undefined);
  }

  inquire(_intent: CallWanted, { attempt }: EffectCall): Promise<undefined> {
    this.heard.push(`ask ${attempt}`);
    return Promise.resolve(undefined);
  }

  readonly decide = (_order: Order, { intent, outcome }: Performed<CallWanted, Answer>) =>
    decided(new CallAnswered({ orderId: intent.orderId, answer: outcome.kind }));
}

const DEFINITION: EffectDefinition = {
  ...{ kind: 'effect', name: 'Silent', event: 'CallWanted', of: OrderStream as never },
  ...{ atOnce: 4, firstTryMs: 100, laterTryMs: 100, atMostOnce: false },
};

async function world(definition: Partial<EffectDefinition> = {}) {
  const clock = new VirtualClock();
  const backbone = memoryBackbone({ clock: () => clock.date() });
  const alarms: string[] = [];
  const watch = { alarm: (alarm: string) => void alarms.push(alarm) };
  const shop = { name: 'shop', contracts: shopContracts, errors: shopErrors, limits: defaultLimits, watch };
  const parts: ServiceParts = { ...shop, backbone, bus: new MemoryBus(clock), clock };
  const effect = new Silent();
  const shelves = { states: new StateReader(backbone.streams, clock), deadLetters: new DeadLettering(parts) };
  const tools = { ...shelves, runner: new TaskRunner(parts) };
  const lane = new EffectLane({ definition: { ...DEFINITION, ...definition }, effect: effect as never }, parts, tools);
  const on = { on: OrderStream, merchantId: MERCHANT, key: 'o1', cause: { source: 'test' } };
  await backbone.commands.handle({ ...on, decide: () => decided(new CallWanted({ orderId: 'o1' })) });
  return { clock, backbone, alarms, effect, lane };
}

const STREAM = streamId(MERCHANT, 'order', 'o1');
const INTENT = eventId({ _id: recordId(STREAM, 1) }, 0);

function intent(): Incoming {
  const named = { [Header.id]: INTENT, [Header.type]: 'CallWanted', [Header.merchant]: MERCHANT };
  const headers = { ...named, [Header.time]: '2026-01-01T00:00:00.000Z' };
  const value = JSON.stringify(new CallWanted({ orderId: 'o1' }));
  return Incoming.ofHeld({ topic: 'shop.order.v1', partition: 0, offset: 0, key: STREAM, headers, value });
}

/** The intent's delivery, again or for the first time. */
function delivery(again: boolean) {
  const from = { topic: 'shop.order.v1', partition: 0 };
  return new PartitionWindow({ ...from, start: 0, end: again ? 1 : 0, ofTopic: 1 }, () => undefined).open(0, 1);
}

describe('the lane of an effect', () => {
  it('rule 17: an intent that has become a task is left to the task when it is delivered again', async () => {
    const { clock, backbone, effect, lane } = await world();
    const payload = { message: intent().held(), tried: 0 };
    await backbone.tasks.insert([
      { id: INTENT, kind: lane.kind, merchantId: MERCHANT, payload, dueAt: clock.date().toISOString() },
    ]);
    const again = delivery(true);
    lane.receive(intent(), again);
    await turns(20);
    expect([effect.heard, again.settledAll, lane.busy]).toEqual([[], true, 0]);
  });

  it('rule 17: an intent whose task is on its way into the store is left to it too', async () => {
    const { clock, backbone, effect, lane } = await world();
    effect.failure = Object.assign(new Error('not sent'), { unknownOutcome: false });
    const insert = backbone.tasks.insert.bind(backbone.tasks);
    backbone.tasks.insert = (tasks) => new Promise((resolve) => clock.after(1_000, () => resolve(insert(tasks))));
    const [first, again] = [delivery(false), delivery(true)];
    lane.receive(intent(), first);
    await clock.advance(50);
    lane.receive(intent(), again);
    await clock.advance(500);
    expect([effect.heard, again.settledAll]).toEqual([['call 1'], false]);
    await clock.advance(2_500);
    expect([effect.heard, first.settledAll, again.settledAll]).toEqual([['call 1'], true, true]);
  });

  it.each([
    ['while it is tried', 20],
    ['when it has become a task', 200],
  ])('rule 17: an intent that a broker has got twice is called once, though nobody says so: %s', async (_, afterMs) => {
    const { clock, backbone, effect, lane } = await world();
    const [first, again] = [delivery(false), delivery(false)];
    lane.receive(intent(), first);
    await clock.advance(afterMs);
    lane.receive(intent(), again);
    await clock.advance(1_000);
    expect([effect.heard, first.settledAll, again.settledAll, lane.busy]).toEqual([['call 1'], true, true, 0]);
    const [task] = await backbone.tasks.claim({ kinds: [lane.kind], limit: 2, leaseMs: 0 });
    void lane.run(task as ClaimedTask);
    await turns(20);
    expect([effect.heard, await backbone.tasks.count()]).toEqual([['call 1', 'ask 2', 'call 2'], 1]);
  });

  it('rule 17: what may be called once is only asked about from then on, by who can only ask', async () => {
    const { backbone, effect, lane, clock } = await world({ atMostOnce: true });
    lane.receive(intent(), delivery(false));
    await turns(10);
    const tryTask = async () => {
      const [task] = await backbone.tasks.claim({ kinds: [lane.kind], limit: 1, leaseMs: 0 });
      const tried = lane.run(task as ClaimedTask);
      await clock.advance(200);
      return tried;
    };
    expect(await tryTask()).toMatchObject({ lastError: expect.stringContaining('no answer') });
    expect(await tryTask()).toMatchObject({ lastError: expect.stringContaining('not heard') });
    expect(effect.heard).toEqual(['call 1', 'ask 2']);
  });

  it('a task that the store refuses is offered again: its partition does not wait for ever', async () => {
    const { clock, backbone, alarms, lane } = await world({ atMostOnce: true });
    const insert = backbone.tasks.insert.bind(backbone.tasks);
    backbone.tasks.insert = async (_tasks: readonly NewTask[]) => {
      backbone.tasks.insert = insert;
      throw new Error('no');
    };
    const first = delivery(false);
    lane.receive(intent(), first);
    await clock.advance(100);
    expect([alarms, first.settledAll]).toEqual([['store-failed'], false]);
    await clock.advance(10_000);
    expect([await backbone.tasks.count(), first.settledAll, lane.busy]).toEqual([1, true, 0]);
  });

  it('does not take an outcome for unwanted because the database does not show the stream: it becomes a task', async () => {
    const { backbone, effect, lane, clock } = await world();
    effect.perform = () => Promise.resolve({ kind: 'yes' });
    const { commands } = backbone;
    const handle = commands.handle.bind(commands);
    commands.handle = (command) => {
      commands.handle = handle;
      return handle({ ...command, decide: (_, given) => command.decide(OrderStream.initial as never, given) });
    };
    const first = delivery(false);
    lane.receive(intent(), first);
    await turns(20);
    await clock.advance(50);
    expect([await backbone.tasks.count(), first.settledAll]).toEqual([1, true]);
    effect.inquire = () => Promise.resolve({ kind: 'yes' } as never);
    await clock.advance(1_000);
    const [task] = await backbone.tasks.claim({ kinds: [lane.kind], limit: 1, leaseMs: 0 });
    await expect(lane.run(task as ClaimedTask)).resolves.toBe('finished');
    expect((await backbone.streams.read(OrderStream, MERCHANT, 'o1')).state.call).toBe('yes');
  });
});
