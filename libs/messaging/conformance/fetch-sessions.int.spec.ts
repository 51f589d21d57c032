import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, silent, startKafka, type EmbeddedServer } from '@entrepot/testing';
import { KafkaBus, type RawMessage, type Reading, type TopicPartition } from '../src/index';
import { FetchSession, type FetchPlan } from '../src/kafka/fetch-session';

jest.setTimeout(180_000);

const [ORDERS, GOODS] = ['shop.order.v1', 'shop.goods.v1'];
/** Keys that the partitioner spreads over the partitions. */
const KEYS = Array.from({ length: 12 }, (_, index) => `key-${index}`);

class Reader {
  readonly texts: string[] = [];
  shares: readonly TopicPartition[] = [];
  reading!: Reading;

  async assigned(_generation: number, assignments: readonly TopicPartition[]): Promise<void> {
    await Promise.resolve();
    this.shares = assignments;
  }

  received(_generation: number, _from: TopicPartition, messages: readonly RawMessage[]): void {
    this.texts.push(...messages.map(({ value }) => String(value)));
  }

  failed(error: Error): void {
    throw error;
  }
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within 60 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const named = (plan: FetchPlan) => plan.topics.flatMap(({ partitions }) => partitions).length;
const forgotten = (plan: FetchPlan) => plan.forgotten.flatMap(({ partitions }) => partitions).length;

describe('reading in fetch sessions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-fetch-'));
  const readings: Reading[] = [];
  const buses: KafkaBus[] = [];
  /** Every plan that was made, and a way to spoil the next one. */
  const plans: FetchPlan[] = [];
  let spoil: (plan: FetchPlan) => FetchPlan = (plan) => plan;
  let ports: { broker: number; controller: number };
  let kafka: EmbeddedServer;
  let bus: KafkaBus;
  let written = 0;

  const open = () => {
    const opened = new KafkaBus({ brokers: [kafka.address], clientId: `reader-${buses.length}` });
    buses.push(opened);
    return opened;
  };
  const read = async (group: string, topics: string[], from = bus) => {
    const reader = new Reader();
    reader.reading = await from.read(group, topics, reader);
    readings.push(reader.reading);
    return reader;
  };
  const write = async (topic: string, keys = KEYS) => {
    const messages = keys.map((key) => ({ topic, key, value: `${topic} ${(written += 1)}`, headers: {} }));
    await bus.publish(messages);
    return messages.map(({ value }) => value);
  };
  const all = async (readers: Reader[], texts: string[]) => {
    const missing = () => texts.filter((text) => !readers.some((reader) => reader.texts.includes(text)));
    await until(() => missing().length === 0, 'all messages');
  };

  beforeAll(async () => {
    const [broker, controller] = (await freePorts(2)) as [number, number];
    ports = { broker, controller };
    kafka = await startKafka({ ports, folder, say: silent });
    bus = open();
    await bus.ensureTopics([ORDERS, GOODS].map((name) => ({ name: name!, partitions: 6 })));
    const { plan } = FetchSession.prototype;
    jest.spyOn(FetchSession.prototype, 'plan').mockImplementation(function (this: FetchSession, wanted) {
      const made = spoil(plan.call(this, wanted));
      spoil = (next) => next;
      plans.push(made);
      return made;
    });
  });
  afterEach(async () => {
    await Promise.all(readings.splice(0).map((reading) => reading.leave()));
    plans.length = 0;
  });
  afterAll(async () => {
    await Promise.all(buses.map((each) => each.close()));
    await kafka.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('names everything once, then only what was read on', async () => {
    const reader = await read('few-names', [ORDERS, GOODS]);
    await all([reader], await write(ORDERS));
    await until(() => plans.at(-1)!.sessionEpoch > 3, 'some requests in a session');
    const [text] = await write(GOODS, ['one']);
    await all([reader], [text!]);
    const later = plans.slice(1);
    expect(named(plans[0]!)).toBe(12);
    expect(later.every(({ sessionId }) => sessionId === later[0]!.sessionId && sessionId !== 0)).toBe(true);
    expect(later.map(({ sessionEpoch }) => sessionEpoch)).toEqual(later.map((_, index) => index + 1));
    expect(later.every((plan) => named(plan) < 12 && forgotten(plan) === 0)).toBe(true);
    expect(later.some((plan) => named(plan) === 0)).toBe(true);
  });

  it('forgets a paused partition and misses nothing when it goes on', async () => {
    const reader = await read('paused', [ORDERS]);
    await all([reader], await write(ORDERS));
    reader.reading.pause({ topic: ORDERS, partition: 0 });
    await until(() => plans.some((plan) => forgotten(plan) === 1), 'a partition forgotten');
    const texts = await write(ORDERS);
    reader.reading.resume({ topic: ORDERS, partition: 0 });
    await all([reader], texts);
    expect(new Set(reader.texts).size).toBe(reader.texts.length);
  });

  it.each([
    ['no longer knows the session', (plan: FetchPlan) => ({ ...plan, sessionId: plan.sessionId ^ 1 })],
    ['has counted otherwise', (plan: FetchPlan) => ({ ...plan, sessionEpoch: plan.sessionEpoch + 7 })],
  ])('goes on when the broker %s', async (what, spoiled) => {
    const reader = await read(`lost-${what.length}`, [ORDERS]);
    await all([reader], await write(ORDERS));
    await until(() => plans.at(-1)!.sessionEpoch > 0, 'a session');
    const before = plans.length;
    spoil = (plan) => (plan.sessionEpoch > 0 ? spoiled(plan) : plan);
    await until(() => plans.slice(before).some(({ sessionEpoch }) => sessionEpoch === 0), 'a session anew');
    await all([reader], await write(ORDERS));
    expect(new Set(reader.texts).size).toBe(reader.texts.length);
  });

  it('hands partitions over to another member and takes them back', async () => {
    const first = await read('shared', [ORDERS]);
    await all([first], await write(ORDERS));
    const second = await read('shared', [ORDERS], open());
    await until(() => first.shares.length === 3 && second.shares.length === 3, 'a share for both');
    await all([first, second], await write(ORDERS));
    readings.splice(readings.indexOf(second.reading), 1);
    await second.reading.leave();
    await until(() => first.shares.length === 6, 'everything back');
    await all([first], await write(ORDERS));
  });

  it('reads a topic that was made while the group was reading another', async () => {
    const late = 'shop.late.v1';
    const first = await read('later', [ORDERS]);
    await all([first], await write(ORDERS));
    await bus.ensureTopics([{ name: late, partitions: 2 }]);
    readings.splice(readings.indexOf(first.reading), 1);
    await first.reading.leave();
    const second = await read('later', [ORDERS, late]);
    await all([second], [...(await write(ORDERS)), ...(await write(late))]);
  });

  it('begins anew at a broker that was restarted', async () => {
    const reader = await read('restarted', [ORDERS]);
    await all([reader], await write(ORDERS));
    await until(() => plans.at(-1)!.sessionEpoch > 0, 'a session');
    const [old, before] = [plans.at(-1)!.sessionId, plans.length];
    await kafka.stop();
    kafka = await startKafka({ ports, folder, say: silent });
    await all([reader], await write(ORDERS));
    await until(() => plans.at(-1)!.sessionEpoch > 0, 'a session again');
    expect(plans.at(-1)!.sessionId).not.toBe(old);
    expect(plans.slice(before).filter(({ sessionEpoch }) => sessionEpoch === 0)).not.toEqual([]);
  });
});
