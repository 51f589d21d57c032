import { testBackend, uniqueName } from '@entrepot/testing';
import { KafkaBus } from '../src/index';
import { busConformance } from './bus.conformance';
import { dropTopics } from './drop-topics';

busConformance('KafkaBus', async () => {
  const brokers = testBackend().brokers.split(',');
  const topicPrefix = uniqueName('bus');
  const [bus, other] = ['one', 'other'].map((clientId) => new KafkaBus({ brokers, clientId, topicPrefix })) as [
    KafkaBus,
    KafkaBus,
  ];
  await bus.connect();
  return {
    bus,
    other,
    patienceMs: 500,
    async close() {
      await Promise.all([bus.close(), other.close()]);
      await dropTopics(brokers, topicPrefix);
    },
  };
});
