import { randomUUID } from 'node:crypto';
import type { Consumer, KafkaMessage } from 'kafkajs';
import { kafkaOf } from '../../../connections';
import type { Target } from '../../../system-for-tool';

/** A message as it stands in a topic. */
export interface Sample {
  /** Full name. */
  readonly topic: string;
  readonly partition: number;
  readonly message: KafkaMessage;
}

const KEPT = 20;

/** Reads along and keeps the first messages of every topic. */
export class Samples {
  private readonly byTopic = new Map<string, Sample[]>();
  private readonly consumer: Consumer;

  constructor(
    { backends }: Target,
    private readonly topics: readonly string[],
  ) {
    const groupId = `drill-samples-${randomUUID()}`;
    this.consumer = kafkaOf(backends.brokers, 'entrepot-drill').consumer({ groupId, maxWaitTimeInMs: 100 });
  }

  async start(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.topics], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachMessage: ({ topic, partition, message }) => {
        const known = this.byTopic.get(topic) ?? [];
        this.byTopic.set(topic, known);
        if (known.length < KEPT) known.push({ topic, partition, message });
        return Promise.resolve();
      },
    });
  }

  /** In the order of reading; none for a topic on which nothing was said yet. */
  of(topic: string): readonly Sample[] {
    return this.byTopic.get(topic) ?? [];
  }

  async stop(): Promise<void> {
    await this.consumer.disconnect();
  }
}
