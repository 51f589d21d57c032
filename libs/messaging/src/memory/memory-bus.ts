import {
  Bus,
  type OutgoingMessage,
  type PartitionProgress,
  type RawMessage,
  type Reading,
  type Subscriber,
  type TopicPlan,
} from '../bus/bus';
import { partitionOf } from '../kafka/partition-of';
import { systemClock, type Clock } from '../runtime/clock';
import { MemoryGroup } from './memory-group';

/** The log of one partition. */
export type MemoryLog = RawMessage[];

/**
 * A bus inside one process, with partitions, groups, offsets and rebalances as Kafka has them. For tests: nothing is
 * kept, everything is delivered from the event loop in a fixed order.
 */
export class MemoryBus extends Bus {
  private readonly topics = new Map<string, MemoryLog[]>();
  private readonly groups = new Map<string, MemoryGroup>();
  private failures = 0;

  constructor(private readonly clock: Clock = systemClock) {
    super();
  }

  async publish(messages: readonly OutgoingMessage[]): Promise<void> {
    await Promise.resolve();
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('the broker is away');
    }
    for (const message of messages) this.append(message);
    for (const group of this.groups.values()) group.wake();
  }

  /** The next sends are refused. */
  failNext(sends: number): void {
    this.failures = sends;
  }

  /** Every reader of the group starts again from the committed offsets, as when a member comes or goes. */
  rebalance(group: string): void {
    this.groups.get(group)?.rebalance();
  }

  /** Everything that was ever published to a topic, partition by partition. */
  messages(topic: string): readonly RawMessage[] {
    return this.logs(topic).flat();
  }

  /** Some group has not read everything, or is between two generations. */
  get busy(): boolean {
    return [...this.groups.values()].some((group) => group.busy);
  }

  async ensureTopics(topics: readonly TopicPlan[]): Promise<void> {
    await Promise.resolve();
    for (const { name, partitions } of topics) {
      if (!this.topics.has(name))
        this.topics.set(
          name,
          Array.from({ length: partitions }, () => []),
        );
    }
  }

  async missingTopics(topics: readonly string[]): Promise<string[]> {
    await Promise.resolve();
    return topics.filter((topic) => !this.topics.has(topic));
  }

  async read(group: string, topics: readonly string[], subscriber: Subscriber): Promise<Reading> {
    const logs = new Map(topics.map((topic) => [topic, this.logs(topic)]));
    await Promise.resolve();
    return this.group(group).join(logs, subscriber);
  }

  async progress(group: string, topics: readonly string[]): Promise<PartitionProgress[]> {
    await Promise.resolve();
    return topics.flatMap((topic) =>
      this.logs(topic).map((log, partition) => {
        const committed = this.groups.get(group)?.committed(topic, partition);
        return { topic, partition, ...(committed !== undefined && { committed }), end: log.length };
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.groups.values()].map((group) => group.close()));
  }

  private append({ topic, key, value, headers }: OutgoingMessage): void {
    const logs = this.logs(topic);
    const log = logs[partitionOf(key, logs.length)]!;
    const raw = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)]));
    log.push({
      offset: String(log.length),
      key: Buffer.from(key),
      value: Buffer.from(value),
      headers: raw,
      timestamp: String(this.clock.now()),
    });
  }

  private logs(topic: string): MemoryLog[] {
    const logs = this.topics.get(topic);
    if (logs === undefined) throw new Error(`topic ${topic} does not exist`);
    return logs;
  }

  private group(name: string): MemoryGroup {
    const group = this.groups.get(name) ?? new MemoryGroup(this.clock);
    this.groups.set(name, group);
    return group;
  }
}
