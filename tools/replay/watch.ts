import { randomUUID } from 'node:crypto';
import type { AnyEvent } from '@entrepot/kernel';
import type { Consumer, Kafka } from 'kafkajs';
import { kafkaOf } from '../connections';

const TOPICS = ['orders.order.v1', 'orders.intake-result.v1', 'logistics.shipment.v1', 'returns.return.v1'];

export interface WatchOptions {
  readonly brokers: readonly string[];
  /** Full name of a topic. */
  readonly topic: (name: string) => string;
  readonly merchantId: string;
  /** Ids of messages that somebody else has put into our topics: they tell nothing. */
  readonly isForeign?: (id: string) => boolean;
  /** Those that tell about orders when left out. */
  readonly topics?: readonly string[];
  /** Only events of these types; of all when left out. */
  readonly types?: readonly string[];
}

/** Reads the system's events from their beginning and hands each to `tell`, until `stop`. */
export class Watch {
  private readonly kafka: Kafka;
  private readonly consumer: Consumer;
  private readonly group = `replay-${randomUUID()}`;
  private readonly topics: readonly string[];
  /** Next offset to read, by topic and partition. */
  private readonly read = new Map<string, number>();

  constructor(
    private readonly options: WatchOptions,
    private readonly tell: (event: AnyEvent) => void,
  ) {
    this.topics = options.topics ?? TOPICS;
    this.kafka = kafkaOf(options.brokers, 'entrepot-replay');
    this.consumer = this.kafka.consumer({ groupId: this.group, maxWaitTimeInMs: 100 });
  }

  /** Resolves when everything that stood in the topics at the call has been told. */
  async start(): Promise<void> {
    const ends = await this.ends();
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: this.topics.map((topic) => this.named(topic)), fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 8,
      eachBatch: ({ batch }) => {
        for (const message of batch.messages) this.take(message);
        this.read.set(`${batch.topic}/${batch.partition}`, Number(batch.lastOffset()) + 1);
        return Promise.resolve();
      },
    });
    while ([...ends].some(([partition, end]) => (this.read.get(partition) ?? 0) < end)) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop(): Promise<void> {
    await this.consumer.disconnect();
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.deleteGroups([this.group]).catch(() => undefined);
    await admin.disconnect();
  }

  private take(message: { headers?: Record<string, unknown>; value: Buffer | null }): void {
    const { merchantId, isForeign, types } = this.options;
    if (types?.includes(String(message.headers?.['ce_type'])) === false) return;
    if (String(message.headers?.['ce_merchantid']) !== merchantId || !message.value) return;
    if (isForeign?.(String(message.headers?.['ce_id'])) === true) return;
    this.tell(JSON.parse(message.value.toString('utf8')) as AnyEvent);
  }

  private named(topic: string): string {
    return this.options.topic(topic);
  }

  private async ends(): Promise<Map<string, number>> {
    const admin = this.kafka.admin();
    await admin.connect();
    const ends = new Map<string, number>();
    for (const topic of this.topics) {
      const name = this.named(topic);
      for (const { partition, high, low } of await admin.fetchTopicOffsets(name)) {
        if (Number(high) > Number(low)) ends.set(`${name}/${partition}`, Number(high));
      }
    }
    await admin.disconnect();
    return ends;
  }
}
