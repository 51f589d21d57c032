import { topics } from '@entrepot/contracts';
import { ConfigResourceTypes, type Admin } from 'kafkajs';
import { kafkaOf } from '../../tools/connections';
import type { Target } from '../../tools/system-for-tool';

const TYPE = 'message.timestamp.type';

/** Full names of the topics that our own relays publish to. */
export function relayedTopics({ backends }: Target): string[] {
  return topics()
    .filter(({ messages }) => messages.length === 0)
    .map(({ name }) => backends.topic(name));
}

/** From now on the broker dates messages when it appends them, where the sender dated them before. */
export async function dateByBroker(target: Target): Promise<void> {
  const admin = kafkaOf(target.backends.brokers, 'entrepot-bench').admin();
  await admin.connect();
  try {
    for (const name of relayedTopics(target)) await dateTopic(admin, name);
  } finally {
    await admin.disconnect();
  }
}

/** The request replaces all settings of a topic, so those that it has are sent along. */
async function dateTopic(admin: Admin, name: string): Promise<void> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name }],
  });
  const entries = resources[0]?.configEntries ?? [];
  const own = entries.filter(
    ({ configName, configSource }) => configName !== TYPE && Number(configSource) === OF_TOPIC,
  );
  const configEntries = own.map(({ configName, configValue }) => ({ name: configName, value: configValue }));
  configEntries.push({ name: TYPE, value: 'LogAppendTime' });
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name, configEntries }],
  });
}

/** Kafka's word for a setting that was made for the topic, not for all. */
const OF_TOPIC = 1;
