import { testBackend, uniqueName } from '@entrepot/testing';
import { KafkaBus, kafkaClient } from '../src/index';
import { dropTopics } from './drop-topics';

const TOPIC = 'shop.order.v1';

describe('how far a group has come', () => {
  const brokers = testBackend().brokers.split(',');
  const topicPrefix = uniqueName('gone');
  const bus = new KafkaBus({ brokers, clientId: 'gone', topicPrefix });
  const admin = kafkaClient({ brokers, clientId: 'gone' }).admin();
  const topic = `${topicPrefix}-${TOPIC}`;
  const commit = (group: string, offset: string) =>
    admin.setOffsets({ groupId: `${topicPrefix}-${group}`, topic, partitions: [{ partition: 0, offset }] });
  const publish = (value: string) => bus.publish([{ topic: TOPIC, key: 'k', value, headers: { ce_id: value } }]);

  beforeAll(async () => {
    await bus.ensureTopics([{ name: TOPIC, partitions: 1 }]);
    await admin.connect();
    for (const value of ['1', '2', '3']) await publish(value);
    await commit('quick', '3');
    await commit('slow', '1');
    await bus.deleteSettled('quick', TOPIC);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([bus.close(), admin.disconnect()]);
    await dropTopics(brokers, topicPrefix);
  }, 60_000);

  it.each(['quick', 'slow', 'new'])(
    'counts nothing that is gone: %s',
    async (group) => {
      expect(await bus.progress(group, [TOPIC])).toEqual([{ topic: TOPIC, partition: 0, committed: 3, end: 3 }]);
    },
    60_000,
  );

  it('counts what came since, also for a group that is beyond the end', async () => {
    await publish('4');
    await commit('beyond', '50');
    for (const group of ['new', 'beyond']) {
      expect(await bus.progress(group, [TOPIC])).toEqual([{ topic: TOPIC, partition: 0, committed: 3, end: 4 }]);
    }
  }, 60_000);
});
