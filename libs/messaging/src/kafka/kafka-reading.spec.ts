import type { Admin, Kafka } from 'kafkajs';
import { KafkaReading } from './kafka-reading';
import { Pulse } from './pulse';
import { TopicNames } from './topic-names';

const PLACE = { topic: 'shop.order.v1', partition: 0 };

type Listener = (event: { payload: object }) => void;

/** As much of a consumer of kafkajs as a reading uses: while it is not in its group, it throws where a pause is meant. */
class FakeConsumer {
  readonly events = { GROUP_JOIN: 'join', FETCH_START: 'fetching', FETCH: 'fetch', HEARTBEAT: 'beat', STOP: 'stop', CRASH: 'crash' }; // prettier-ignore
  readonly asked: string[] = [];
  private readonly listeners = new Map<string, Listener>();
  private hasGroup = false;

  on = (name: string, listener: Listener) => this.listeners.set(name, listener);
  connect = () => Promise.resolve();
  subscribe = () => Promise.resolve();
  disconnect = () => Promise.resolve();
  run = () => Promise.resolve(this.joins());
  pause = () => this.ask('pause');
  resume = () => this.ask('resume');

  joins(): void {
    this.hasGroup = true;
    this.listeners.get('join')?.({ payload: { memberAssignment: { [PLACE.topic]: [PLACE.partition] } } });
  }

  crashes(): void {
    this.hasGroup = false;
    this.listeners.get('stop')?.({ payload: {} });
    this.listeners.get('crash')?.({ payload: { restart: true, error: new Error('no broker') } });
  }

  private ask(what: string): void {
    if (!this.hasGroup) throw new Error('Consumer group was not initialized, consumer#run must be called first');
    this.asked.push(what);
  }
}

let opened: KafkaReading | undefined;
// One that stays tries for ever to find out where to go on.
afterEach(() => opened?.leave());

async function started() {
  const consumer = new FakeConsumer();
  const fetch = { maxWaitMs: 1, maxBytesPerPartition: 1, maxBytes: 1, sessionTimeoutMs: 6_000 };
  const nobody = () => Promise.reject(new Error('no broker'));
  const options = {
    kafka: { consumer: () => consumer } as unknown as Kafka,
    admin: { fetchOffsets: nobody, fetchTopicOffsets: nobody } as unknown as Admin,
    ...{ names: new TopicNames(), group: 'shop', topics: [PLACE.topic], fetch, pulse: new Pulse() },
  };
  const reading = new KafkaReading(options, { assigned: nobody, received: () => undefined, failed: () => undefined });
  opened = reading;
  await reading.start();
  consumer.asked.length = 0;
  return { consumer, reading };
}

describe('a reading whose brokers are away', () => {
  it('can be halted, and stays so when they are back', async () => {
    const { consumer, reading } = await started();
    consumer.crashes();
    await expect(reading.halt()).resolves.toBeUndefined();
    consumer.joins();
    expect(consumer.asked).toEqual(['pause']);
  });

  it('has no partition to pause or to go on with until it has joined again', async () => {
    const { consumer, reading } = await started();
    consumer.crashes();
    reading.pause(PLACE);
    reading.resume(PLACE);
    expect(consumer.asked).toEqual([]);
    consumer.joins();
    reading.pause(PLACE);
    expect(consumer.asked).toEqual(['resume', 'pause']);
  });
});

it('a reading that is halted among its brokers pauses what it reads', async () => {
  const { consumer, reading } = await started();
  await reading.halt();
  expect(consumer.asked).toEqual(['pause']);
});
