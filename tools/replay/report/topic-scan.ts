import { randomUUID } from 'node:crypto';
import type { Admin, Kafka } from 'kafkajs';
import { kafkaOf } from '../../connections';

/** The ids of a topic's messages by partition, in offset order. */
export interface TopicContent {
  readonly partitions: ReadonlyMap<number, readonly { readonly offset: number; readonly id: string }[]>;
  readonly ends: ReadonlyMap<number, number>;
}

/** Reads topics and the offsets that groups have committed. */
export class TopicScan {
  private readonly kafka: Kafka;
  private readonly admin: Admin;

  /** `isForeign` names messages that are left out, as if they did not stand there. */
  constructor(
    brokers: readonly string[],
    private readonly isForeign: (id: string) => boolean = () => false,
  ) {
    this.kafka = kafkaOf(brokers, 'entrepot-report');
    this.admin = this.kafka.admin();
  }

  start(): Promise<void> {
    return this.admin.connect();
  }

  stop(): Promise<void> {
    return this.admin.disconnect();
  }

  /** Committed offset by topic and partition (`topic/partition`); absent where the group has committed none. */
  async committed(group: string, topics: readonly string[]): Promise<Map<string, number>> {
    const offsets = new Map<string, number>();
    for (const { topic, partitions } of await this.admin.fetchOffsets({ groupId: group, topics: [...topics] })) {
      for (const { partition, offset } of partitions) {
        if (Number(offset) >= 0) offsets.set(`${topic}/${partition}`, Number(offset));
      }
    }
    return offsets;
  }

  /** Reads everything that stands in the topics at the call. */
  async content(topics: readonly string[]): Promise<Map<string, TopicContent>> {
    const contents = new Map<string, TopicContent>();
    const wanted = new Map<string, number>();
    for (const topic of topics) contents.set(topic, await this.empty(topic, wanted));
    const groupId = `report-${randomUUID()}`;
    const consumer = this.kafka.consumer({ groupId, maxWaitTimeInMs: 50, maxBytes: 20_000_000 });
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 8,
      eachBatch: ({ batch }) => {
        const rows = contents.get(batch.topic)?.partitions.get(batch.partition) as { offset: number; id: string }[];
        for (const { offset, headers } of batch.messages) {
          const id = String(headers?.['ce_id']);
          if (!this.isForeign(id)) rows.push({ offset: Number(offset), id });
        }
        const place = `${batch.topic}/${batch.partition}`;
        if (Number(batch.lastOffset()) + 1 >= (wanted.get(place) ?? 0)) wanted.delete(place);
        return Promise.resolve();
      },
    });
    while (wanted.size > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await consumer.disconnect();
    await this.admin.deleteGroups([groupId]).catch(() => undefined);
    return contents;
  }

  /** Adds to `wanted` how far each partition is to be read that holds anything: of what was deleted long ago nothing comes any more. */
  private async empty(topic: string, wanted: Map<string, number>): Promise<TopicContent> {
    const offsets = await this.admin.fetchTopicOffsets(topic);
    for (const { partition, high, low } of offsets) {
      if (Number(high) > Number(low)) wanted.set(`${topic}/${partition}`, Number(high));
    }
    return {
      partitions: new Map(offsets.map(({ partition }) => [partition, []])),
      ends: new Map(offsets.map(({ partition, high }) => [partition, Number(high)])),
    };
  }
}
