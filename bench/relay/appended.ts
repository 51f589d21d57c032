import { randomUUID } from 'node:crypto';
import type { Admin } from 'kafkajs';
import { kafkaOf } from '../../tools/connections';
import type { Target } from '../../tools/system-for-tool';
import { relayedTopics } from './append-time';

/** When the broker appended each event for the first time (milliseconds since 1970), by the event's id. */
export async function appendedAt(target: Target): Promise<Map<string, number>> {
  const kafka = kafkaOf(target.backends.brokers, 'entrepot-bench');
  const names = relayedTopics(target);
  const admin = kafka.admin();
  await admin.connect();
  const left = await endsOf(admin, names);
  const found = new Map<string, number>();
  const groupId = `bench-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: names, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch }) => {
      for (const { headers, timestamp } of batch.messages) {
        const id = String(headers?.['ce_id']);
        found.set(id, Math.min(found.get(id) ?? Infinity, Number(timestamp)));
      }
      const place = `${batch.topic}/${batch.partition}`;
      if (Number(batch.lastOffset()) + 1 >= (left.get(place) ?? 0)) left.delete(place);
      return Promise.resolve();
    },
  });
  while (left.size > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await consumer.disconnect();
  await admin.deleteGroups([groupId]).catch(() => undefined);
  await admin.disconnect();
  return found;
}

/** Where each partition ends that has messages, by topic and partition. */
async function endsOf(admin: Admin, names: readonly string[]): Promise<Map<string, number>> {
  const ends = new Map<string, number>();
  for (const name of names) {
    for (const { partition, high, low } of await admin.fetchTopicOffsets(name)) {
      if (Number(high) > Number(low)) ends.set(`${name}/${partition}`, Number(high));
    }
  }
  return ends;
}
