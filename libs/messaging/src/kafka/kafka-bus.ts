import type { Admin, Kafka } from 'kafkajs';
import {
  Bus,
  type OutgoingMessage,
  type PartitionProgress,
  type Reading,
  type Subscriber,
  type TopicPlan,
} from '../bus/bus';
import { progressOf, readOffsets } from './group-offsets';
import { kafkaClient, type KafkaConnection } from './kafka-client';
import { spaceFetches } from './fetch-pace';
import { KafkaReading, type FetchOptions } from './kafka-reading';
import { Pulse } from './pulse';
import { createTopics } from './topic-creation';
import { TopicNames } from './topic-names';
import { VerifiedProducer } from './verified-producer';

export interface KafkaBusOptions extends KafkaConnection {
  /** Put before topics and groups (`<prefix>-`), so that systems can share a cluster. */
  readonly topicPrefix?: string;
  readonly fetch?: Partial<FetchOptions>;
  /** Fetches are so many milliseconds further apart, for the whole process; asked before each. */
  readonly gapMs?: () => number;
}

const FETCH: FetchOptions = {
  maxWaitMs: 500,
  // As large as brokers take a message: one that is larger comes only alone, so large ones on many partitions would come one per fetch.
  maxBytesPerPartition: 1024 * 1024,
  maxBytes: 4 * 1024 * 1024,
  sessionTimeoutMs: 30_000,
};

/** The bus on a real Kafka: one producer and one admin connection per process, one consumer per reading. */
export class KafkaBus extends Bus {
  private readonly kafka: Kafka;
  private readonly admin: Admin;
  private readonly producer: VerifiedProducer;
  private readonly names: TopicNames;
  private connected: Promise<void> | undefined;
  /** Readings that wait for their group to let them in. */
  private readonly joining = new Set<KafkaReading>();

  constructor(private readonly options: KafkaBusOptions) {
    super();
    this.kafka = kafkaClient(options);
    if (options.gapMs) spaceFetches(options.gapMs);
    this.admin = this.kafka.admin();
    this.producer = new VerifiedProducer(this.kafka);
    this.names = new TopicNames(options.topicPrefix);
  }

  /** Connects; done by the first use too. */
  async connect(): Promise<void> {
    this.connected ??= both(this.admin.connect(), this.producer.connect());
    await this.connected.catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
  }

  async publish(messages: readonly OutgoingMessage[], mayGoOn?: () => boolean): Promise<void> {
    await this.connect();
    await this.producer.send(messages, { nameOf: (topic) => this.names.full(topic), mayGoOn });
  }

  async ensureTopics(topics: readonly TopicPlan[]): Promise<void> {
    await this.connect();
    await createTopics(
      this.admin,
      topics.map((plan) => ({ ...plan, name: this.names.full(plan.name) })),
    );
  }

  async missingTopics(topics: readonly string[]): Promise<string[]> {
    await this.connect();
    const existing = new Set(await this.admin.listTopics());
    return topics.filter((topic) => !existing.has(this.names.full(topic)));
  }

  /** Each reading has a client of its own: kafkajs shares committed offsets between consumers of one client. */
  async read(group: string, topics: readonly string[], subscriber: Subscriber): Promise<Reading> {
    await this.connect();
    const { admin, names } = this;
    const fetch = { ...FETCH, ...this.options.fetch };
    const pulse = new Pulse();
    const kafka = kafkaClient({ ...this.options, onConnecting: pulse.try });
    const reading = new KafkaReading({ kafka, admin, names, group, topics, fetch, pulse }, subscriber);
    this.joining.add(reading);
    await reading.start().finally(() => this.joining.delete(reading));
    if (this.connected === undefined) throw new Error('the bus was closed');
    return reading;
  }

  async progress(group: string, topics: readonly string[]): Promise<PartitionProgress[]> {
    await this.connect();
    const { names } = this;
    const offsets = await readOffsets(
      this.admin,
      names.full(group),
      topics.map((topic) => names.full(topic)),
    );
    return offsets.map((found) => {
      const { topic, partition, end } = found;
      const committed = progressOf(found);
      return { topic: names.short(topic), partition, ...(committed !== undefined && { committed }), end };
    });
  }

  /**
   * Deletes what a group has worked off from a topic: nobody can read it from there any more. The broker's files lose it when
   * their segments are rolled and cleaned.
   */
  async deleteSettled(group: string, topic: string): Promise<void> {
    await this.connect();
    const name = this.names.full(topic);
    const offsets = await readOffsets(this.admin, this.names.full(group), [name]);
    const partitions = offsets.flatMap(({ partition, low, committed = 0 }) =>
      committed > low ? [{ partition, offset: String(committed) }] : [],
    );
    if (partitions.length > 0) await this.admin.deleteTopicRecords({ topic: name, partitions });
  }

  async close(): Promise<void> {
    if (this.connected === undefined) return;
    this.connected = undefined;
    await Promise.all([...this.joining].map((reading) => reading.leave()));
    await Promise.all([this.producer.disconnect(), this.admin.disconnect()]);
  }
}

/** Waits for both even when one fails, so that nothing goes on trying behind the back of who was told. */
async function both(one: Promise<void>, other: Promise<void>): Promise<void> {
  const failed = (await Promise.allSettled([one, other])).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}
