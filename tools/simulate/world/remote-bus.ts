import type { Kafka, RecordMetadata, TopicMessages } from 'kafkajs';
import {
  Bus,
  type OutgoingMessage,
  type PartitionProgress,
  type Reading,
  type Subscriber,
  type TopicPlan,
} from '@entrepot/messaging';
import { VerifiedProducer } from '../../../libs/messaging/src/kafka/verified-producer';
import type { Actor } from '../engine/actor';
import type { Broker } from './broker';
import type { Counted, SendFault } from './faults';

const LATE_MS = 60;
const AWAY_MS = 10;
const NO_CLIENT = { producer: () => ({}) } as unknown as Kafka;

interface Batch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: TopicMessages['messages'];
}

/** The broker as one process of a service reaches it. Sends go through the producer that verifies answers. */
export class RemoteBus extends Bus {
  private readonly producer: VerifiedProducer;

  constructor(
    private readonly owner: Actor,
    private readonly broker: Broker,
    private readonly faults: Counted<SendFault>,
  ) {
    super();
    this.producer = new VerifiedProducer(NO_CLIENT, (topics) => this.send(topics));
  }

  publish(messages: readonly OutgoingMessage[], mayGoOn?: () => boolean): Promise<void> {
    return this.producer.send(messages, { mayGoOn });
  }

  async ensureTopics(topics: readonly TopicPlan[]): Promise<void> {
    this.broker.ensure(topics);
  }

  async missingTopics(topics: readonly string[]): Promise<string[]> {
    return topics.filter((topic) => !this.broker.has(topic));
  }

  async read(group: string, topics: readonly string[], subscriber: Subscriber): Promise<Reading> {
    const { broker, owner } = this;
    const { member, leave } = await this.ask(() => broker.join(group, topics, { actor: owner, subscriber }));
    return {
      pause: (from) => member.pause(from),
      resume: (from) => member.resume(from),
      commit: (generation, offsets) => this.ask(() => broker.commit(group, generation, offsets)),
      silentMs: () => 0,
      idleMs: () => 0,
      halt: async () => void (member.halted = true),
      leave: () => this.ask(leave),
    };
  }

  progress(group: string, topics: readonly string[]): Promise<PartitionProgress[]> {
    return this.ask(() => this.broker.progress(group, topics));
  }

  async close(): Promise<void> {}

  private ask<T>(work: () => T): Promise<T> {
    const { broker, owner } = this;
    return broker.wire.ask({ from: owner, to: broker.actor, what: 'broker', work });
  }

  /** Each partition has a leader of its own: one may take its part, and be heard of, when another does not. */
  private send(topics: TopicMessages[]): Promise<RecordMetadata[]> {
    const { broker, owner } = this;
    const batches = this.batchesOf(topics);
    const how = this.faults.next();
    const met = how === undefined ? -1 : broker.simulation.random.between(0, batches.length - 1);
    const answers = batches.map((batch, index) => {
      const fault = index === met ? how : undefined;
      return broker.wire.ask({ from: owner, to: broker.actor, what: 'send', work: () => this.write(batch, fault) });
    });
    return Promise.all(answers).then((written) => written.flat());
  }

  private write({ topic, partition, messages }: Batch, fault: SendFault | undefined): RecordMetadata[] {
    const { broker } = this;
    if (broker.isAway) throw new Error(`KafkaJSConnectionError after ${AWAY_MS} ms`);
    if (fault === 'lost' || fault === 'leader-moved') return this.unanswered(fault);
    if (fault === 'late') {
      broker.simulation.plan(broker.actor, LATE_MS, () => broker.append(topic, partition, messages));
      return [];
    }
    broker.append(topic, partition, messages);
    if (fault === 'answer-lost') throw new Error('KafkaJSRequestTimeoutError');
    return [{ topicName: topic, partition, errorCode: 0 }];
  }

  /** The client of Kafka resolves without the partitions whose leader moved. */
  private unanswered(fault: 'lost' | 'leader-moved'): RecordMetadata[] {
    if (fault === 'leader-moved') return [];
    throw new Error('KafkaJSConnectionError');
  }

  private batchesOf(topics: readonly TopicMessages[]): Batch[] {
    const batches = new Map<string, Batch>();
    for (const { topic, messages } of topics) {
      const { length } = this.broker.logs(topic);
      for (const message of messages) {
        const partition = this.producer.choose(message, length);
        const place = `${topic} ${partition}`;
        const batch = batches.get(place) ?? { topic, partition, messages: [] };
        batch.messages.push(message);
        batches.set(place, batch);
      }
    }
    return [...batches.values()];
  }
}
