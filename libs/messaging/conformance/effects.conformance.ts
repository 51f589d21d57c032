import { decided } from '@entrepot/kernel';
import { streamId } from '@entrepot/eventstore';
import { Performs, type Effect, type EffectCall, type Performed } from '../src/index';
import { MERCHANT } from './messages';
import { open, orderOf, page, record } from './orders';
import type { Launched, Rig } from './rig';
import { CallAnswered, CallDropped, CallWanted, OrderStream, type Order } from './shop';

interface Answer {
  readonly kind: string;
  readonly final?: boolean;
}

type Behaviour = (intent: CallWanted, call: EffectCall) => Promise<Answer>;

/** The other side: what it was asked, and what it does about it. */
class OtherSide {
  readonly calls: string[] = [];
  readonly asked: string[] = [];
  running = 0;
  mostAtOnce = 0;
  perform: Behaviour = () => Promise.resolve({ kind: 'yes' });
  inquire: (intent: CallWanted, call: EffectCall) => Promise<Answer | undefined> = () => Promise.resolve(undefined);
}

abstract class Calling implements Effect<CallWanted, Order, Answer> {
  constructor(protected readonly side: OtherSide) {}

  isOpen(order: Order): boolean {
    return order.call === 'wanted';
  }

  async perform(intent: CallWanted, call: EffectCall): Promise<Answer> {
    this.side.calls.push(`${intent.orderId} ${call.attempt}`);
    this.side.running += 1;
    this.side.mostAtOnce = Math.max(this.side.mostAtOnce, this.side.running);
    try {
      return await this.side.perform(intent, call);
    } finally {
      this.side.running -= 1;
    }
  }

  async inquire(intent: CallWanted, call: EffectCall): Promise<Answer | undefined> {
    this.side.asked.push(`${intent.orderId} ${call.attempt}`);
    return this.side.inquire(intent, call);
  }

  readonly decide = (_order: Order, { intent, outcome }: Performed<CallWanted, Answer>) =>
    outcome.final === false ? decided() : decided(new CallAnswered({ orderId: intent.orderId, answer: outcome.kind }));
}

@Performs({ intent: CallWanted, of: OrderStream, firstTryMs: 100, laterTryMs: 200, atOnce: 2 })
class CallOut extends Calling {}

@Performs({ intent: CallWanted, of: OrderStream, firstTryMs: 8_000, atOnce: 2 })
class CallOutInTurn extends Calling {}

@Performs({ intent: CallWanted, of: OrderStream, firstTryMs: 100, laterTryMs: 200 })
class CallOutForAWhile extends Calling {
  readonly giveUpAfterMs = 700;
  giveUp(): Answer {
    return { kind: 'given up' };
  }
}

@Performs({ intent: CallWanted, of: OrderStream, firstTryMs: 100, laterTryMs: 200, atMostOnce: true })
class CallOutOnce extends Calling {
  override inquire = undefined as never;
  giveUp(): Answer {
    return { kind: 'unknown' };
  }
}

/** Nobody tries it again while a test looks at its first call. */
@Performs({ intent: CallWanted, of: OrderStream, firstTryMs: 100, laterTryMs: 60_000, atMostOnce: true })
class CallOutOnceAndWait extends CallOutOnce {}

const NEVER: Behaviour = (_intent, { signal }) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

/** Effects: what a service does outside. */
export function effectsConformance(name: string, openRig: () => Rig): void {
  describe(`effects ${name}`, () => {
    let rig: Rig;
    let side: OtherSide;
    beforeEach(() => {
      rig = openRig();
      side = new OtherSide();
    });
    afterEach(async () => rig.close(), 60_000);

    const want = async (service: Launched, ...orderIds: string[]) => {
      for (const orderId of orderIds) {
        await open(service, orderId);
        await record(service, orderId, new CallWanted({ orderId }));
      }
    };
    const answered = (service: Launched, orderId: string, answer: string) =>
      rig.until(async () => (await orderOf(service, orderId)).call === answer, `${orderId}: ${answer}`);
    const tasks = (service: Launched) => service.backbone.tasks.count();

    it('rule 16: an effect follows the intent that its own service committed, and its outcome is a new input', async () => {
      const service = await rig.launch({ handlers: [new CallOut(side)] });
      let seen: EffectCall | undefined;
      side.perform = (_intent, call) => {
        seen = call;
        return Promise.resolve({ kind: 'yes' });
      };
      // A relay that begins does not know what was published before: what was recorded until then may be asked about first.
      await want(service, 'o0');
      await answered(service, 'o0', 'yes');
      await want(service, 'o1');
      await answered(service, 'o1', 'yes');
      const intentId = `${streamId(MERCHANT, 'order', 'o1')}/0000000002#0`;
      expect(seen).toMatchObject({ attempt: 1, intentId, merchantId: MERCHANT });
      const history = await service.backbone.streams.history(OrderStream, MERCHANT, 'o1');
      expect(history.at(-1)?.cause).toMatchObject({ source: `intent:${intentId}`, key: 'outcome' });
      expect(side.asked).not.toContainEqual(expect.stringContaining('o1'));
      await rig.rest(service);
      expect(await tasks(service)).toBe(0);
    }, 60_000);

    it('rule 16: a first try that takes too long becomes a task, and the partition goes on', async () => {
      const service = await rig.launch({ handlers: [new CallOut(side)] });
      side.perform = (intent, call) =>
        intent.orderId === 'o1' && call.attempt === 1 ? NEVER(intent, call) : Promise.resolve({ kind: 'yes' });
      await want(service, 'o1', 'o2');
      await answered(service, 'o2', 'yes');
      await answered(service, 'o1', 'yes');
      expect(service.settled.filter((how) => how === 'CallOut task')).toHaveLength(1);
      await rig.until(async () => (await tasks(service)) === 0, 'no task left');
    }, 60_000);

    it('rule 16: a full bulkhead makes tasks at once and never pauses the consumer', async () => {
      const service = await rig.launch({ handlers: [new CallOut(side)] });
      let letGo: (answer: Answer) => void = () => undefined;
      const held = new Promise<Answer>((resolve) => {
        letGo = resolve;
      });
      side.perform = () => held;
      side.inquire = ({ orderId }) => Promise.resolve(orderId < 'o3' ? { kind: 'yes' } : undefined);
      const orders = ['o1', 'o2', 'o3', 'o4', 'o5'];
      await want(service, ...orders);
      await rig.until(() => service.settled.filter((how) => how === 'CallOut task').length >= 3, 'three tasks');
      letGo({ kind: 'yes' });
      for (const orderId of orders) await answered(service, orderId, 'yes');
      expect(side.mostAtOnce).toBeLessThanOrEqual(2);
    }, 60_000);

    it('rule 16: takes up a burst without making tasks of it', async () => {
      const service = await rig.launch({ handlers: [new CallOutInTurn(side)] });
      side.perform = () => Promise.resolve({ kind: 'yes' });
      const orders = Array.from({ length: 15 }, (_, index) => `o${index}`);
      await want(service, ...orders);
      for (const orderId of orders) await answered(service, orderId, 'yes');
      expect(side.mostAtOnce).toBeLessThanOrEqual(2);
      expect(service.settled.filter((how) => how === 'CallOutInTurn task')).toEqual([]);
    }, 60_000);

    it('rule 17: a second attempt asks by our reference first, and calls only if the other side never heard of it', async () => {
      const service = await rig.launch({ handlers: [new CallOut(side)] });
      side.perform = (intent, call) => (call.attempt === 1 ? NEVER(intent, call) : Promise.resolve({ kind: 'late' }));
      side.inquire = ({ orderId }) => Promise.resolve(orderId === 'o1' ? { kind: 'it was yes' } : undefined);
      await want(service, 'o1', 'o2');
      await answered(service, 'o1', 'it was yes');
      await answered(service, 'o2', 'late');
      expect(side.calls.filter((call) => call.startsWith('o1'))).toEqual(['o1 1']);
      expect(side.calls.filter((call) => call.startsWith('o2'))).toEqual(['o2 1', 'o2 2']);
      expect(side.asked.sort()).toEqual(['o1 2', 'o2 2']);
    }, 60_000);

    it('rule 17: an intent that is delivered again is asked about before it is called', async () => {
      const limits = { commitEveryMs: 3_600_000 };
      const service = await rig.launch({ handlers: [new CallOut(side)], limits });
      side.perform = () => new Promise(() => undefined);
      await want(service, 'o1');
      await rig.until(() => side.calls.length === 1, 'the call');
      const after = new OtherSide();
      after.inquire = () => Promise.resolve({ kind: 'it was yes' });
      await service.restart([new CallOut(after)]);
      await answered(service, 'o1', 'it was yes');
      expect(after.calls).toEqual([]);
    }, 60_000);

    it('rule 17: one final outcome per intent: the same again is a repeat, another one an alarm', async () => {
      const limits = { commitEveryMs: 3_600_000 };
      const open = class extends CallOut {
        override isOpen = () => true;
      };
      Object.defineProperty(open, 'name', { value: 'CallOut' });
      const service = await rig.launch({ handlers: [new open(side)], limits });
      await want(service, 'o1');
      await answered(service, 'o1', 'yes');
      await service.restart();
      await rig.until(() => side.calls.length === 2, 'a second call');
      await rig.rest();
      expect(service.alarms).toEqual([]);
      side.perform = () => Promise.resolve({ kind: 'no' });
      await service.restart();
      await rig.until(() => service.alarms.includes('second-outcome'), 'an alarm');
      expect((await orderOf(service, 'o1')).call).toBe('yes');
    }, 60_000);

    it('rule 17: after its time is over an intent is only asked about, then given up', async () => {
      const service = await rig.launch({ handlers: [new CallOutForAWhile(side)] });
      side.perform = NEVER;
      await want(service, 'o1');
      await answered(service, 'o1', 'given up');
      expect(side.asked.length).toBeGreaterThan(0);
      await rig.until(async () => (await tasks(service)) === 0, 'no task left');
    }, 60_000);

    it('rule 17: without key and look-up the attempt is on record before the call, which is never repeated', async () => {
      const service = await rig.launch({ handlers: [new CallOutOnce(side)], limits: { taskLeaseMs: 200 } });
      let tasksDuring = 0;
      side.perform = async (intent, call) => {
        tasksDuring = await tasks(service);
        return NEVER(intent, call);
      };
      await want(service, 'o1');
      await answered(service, 'o1', 'unknown');
      expect(tasksDuring).toBe(1);
      expect(side.calls).toEqual(['o1 1']);
    }, 60_000);

    it('rule 18: an intent that is not open any more is not performed, and its outcome not recorded', async () => {
      const service = await rig.launch({ handlers: [new CallOut(side)] });
      let letGo: (answer: Answer) => void = () => undefined;
      side.perform = () =>
        new Promise((resolve) => {
          letGo = resolve;
        });
      await open(service, 'o1');
      await record(service, 'o1', new CallWanted({ orderId: 'o1' }));
      await rig.until(() => side.calls.length === 1, 'the call');
      await record(service, 'o1', new CallDropped({ orderId: 'o1' }));
      letGo({ kind: 'yes' });
      await rig.rest(service);
      expect((await orderOf(service, 'o1')).call).toBe('dropped');
      await open(service, 'o2');
      await record(service, 'o2', new CallWanted({ orderId: 'o2' }), new CallDropped({ orderId: 'o2' }));
      await rig.rest(service);
      expect(side.calls).toEqual(['o1 1']);
      expect(service.settled).toContain('CallOut ignored');
    }, 60_000);

    it('notes an outcome that is not final and asks again until there is one', async () => {
      const service = await rig.launch({ handlers: [new CallOut(side)] });
      let asked = 0;
      side.perform = () => Promise.resolve({ kind: 'thinking', final: false });
      side.inquire = () => Promise.resolve((asked += 1) < 2 ? { kind: 'thinking', final: false } : { kind: 'yes' });
      await want(service, 'o1');
      await answered(service, 'o1', 'yes');
      expect(side.calls).toEqual(['o1 1']);
    }, 60_000);

    it('goes on with its tasks after a crash in the middle of them', async () => {
      const service = await rig.launch({ handlers: [new CallOut(side)], limits: { taskLeaseMs: 300 } });
      side.perform = () => Promise.reject(new Error('busy'));
      await want(service, 'o1');
      await rig.until(async () => (await tasks(service)) === 1, 'a task');
      const [task] = (await service.backbone.tasks.list(MERCHANT, page)).items;
      expect(task).toMatchObject({ id: `${streamId(MERCHANT, 'order', 'o1')}/0000000002#0`, kind: 'effect:CallOut' });
      await service.restart([new CallOut(new OtherSide())]);
      await answered(service, 'o1', 'yes');
    }, 60_000);

    it('makes a dead letter of a task by hand, which calls no more until it is redriven', async () => {
      const service = await rig.launch({ handlers: [new CallOut(side)] });
      side.perform = () => Promise.reject(new Error('busy'));
      side.inquire = () => Promise.reject(new Error('busy'));
      await want(service, 'o1');
      await rig.until(async () => (await tasks(service)) === 1, 'a task');
      const [task] = (await service.backbone.tasks.list(MERCHANT, page)).items;
      const { givingUp } = service.runtime;
      expect(await givingUp.task('someone-else', task!.id, 'not theirs')).toBeUndefined();
      expect(await givingUp.task(MERCHANT, task!.id, 'the carrier is gone')).toBe('given-up');
      expect([await tasks(service), await givingUp.task(MERCHANT, task!.id, 'again')]).toEqual([0, undefined]);
      const letter = (await service.backbone.deadLetters.list(MERCHANT, page)).items[0]!;
      expect(letter).toMatchObject({ reaction: 'CallOut', code: 'operations.given-up', reason: 'the carrier is gone' });
      side.inquire = () => Promise.resolve({ kind: 'yes' });
      expect(await service.runtime.redriveDeadLetter(MERCHANT, letter.id)).toEqual({ settled: 'done' });
      await answered(service, 'o1', 'yes');
    }, 60_000);

    it('rule 17: a call that is made once only is not made again by hand either', async () => {
      const service = await rig.launch({ handlers: [new CallOutOnceAndWait(side)] });
      let breakOff: (error: Error) => void = () => undefined;
      side.perform = () =>
        new Promise((_, reject) => {
          breakOff = reject;
        });
      await want(service, 'o1');
      await rig.until(() => side.calls.length === 1, 'the call');
      const [task] = (await service.backbone.tasks.list(MERCHANT, page)).items;
      expect(await service.runtime.givingUp.task(MERCHANT, task!.id, 'nobody answers')).toBe('given-up');
      const letter = (await service.backbone.deadLetters.list(MERCHANT, page)).items[0]!;
      expect(await service.runtime.redriveDeadLetter(MERCHANT, letter.id)).toEqual({ settled: 'done' });
      await answered(service, 'o1', 'unknown');
      expect(side.calls).toHaveLength(1);
      breakOff(new Error('nobody'));
    }, 60_000);

    it('keeps an outcome that the stream refuses as a dead letter', async () => {
      const handler = new CallOut(side);
      (handler as { decide: unknown }).decide = () => {
        throw new TypeError('a bug');
      };
      const service = await rig.launch({ handlers: [handler] });
      await want(service, 'o1');
      await rig.until(async () => (await service.backbone.deadLetters.count()) === 1, 'a dead letter');
      expect((await service.backbone.deadLetters.list(MERCHANT, page)).items[0]).toMatchObject({ reaction: 'CallOut' });
      await rig.until(async () => (await tasks(service)) === 0, 'no task left');
    }, 60_000);
  });
}
