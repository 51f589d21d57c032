import { testBackend, uniqueName } from '@entrepot/testing';
import { KafkaBus, kafkaClient, type Assignment, type RawMessage } from '../src/index';
import { dropTopics } from './drop-topics';

const TOPIC = 'shop.order.v1';
const GROUP = 'reader';

describe('a topic that is shorter than what a group has committed of it', () => {
  const brokers = testBackend().brokers.split(',');
  const topicPrefix = uniqueName('beyond');
  const bus = new KafkaBus({ brokers, clientId: 'beyond', topicPrefix });
  const admin = kafkaClient({ brokers, clientId: 'beyond' }).admin();

  afterAll(async () => {
    await Promise.all([bus.close(), admin.disconnect()]);
    await dropTopics(brokers, topicPrefix);
  }, 60_000);

  it('is read anew: what a broker has lost of it takes nothing with it that came, or comes, later', async () => {
    const publish = (value: string) => bus.publish([{ topic: TOPIC, key: 'k', value, headers: { ce_id: value } }]);
    await bus.ensureTopics([{ name: TOPIC, partitions: 1 }]);
    await publish('before');
    await admin.connect();
    const [groupId, topic] = [`${topicPrefix}-${GROUP}`, `${topicPrefix}-${TOPIC}`];
    await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '50' }] });
    const [starts, seen]: [number[], string[]] = [[], []];
    const reading = await bus.read(GROUP, [TOPIC], {
      assigned: async (_, assignments: readonly Assignment[]) =>
        void starts.push(...assignments.map(({ start }) => start)),
      received: (_, __, messages: readonly RawMessage[]) =>
        void seen.push(...messages.map(({ value }) => String(value))),
      failed: () => undefined,
    });
    await publish('after');
    for (let waited = 0; waited < 15_000 && seen.length < 2; waited += 100) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await reading.leave();
    expect([starts, seen]).toEqual([[0], ['before', 'after']]);
  }, 60_000);
});
