import type { Message } from 'kafkajs';
import type { OffsetCommit, PartitionProgress, RawMessage, Subscriber, TopicPlan } from '@entrepot/messaging';
import { partitionOf } from '@entrepot/messaging';
import { Actor } from '../engine/actor';
import type { Simulation } from '../engine/simulation';
import { Group, type Membership } from './group';
import type { Wire } from './wire';

export type PartitionLog = RawMessage[];

/** More than a broker takes. */
const MOST_BYTES = 4_000;

/** The broker, which outlives all processes: topics of partitions, and groups that share them. */
export class Broker {
  readonly actor = new Actor('broker');
  awayUntil = 0;
  readonly groups = new Map<string, Group>();
  private readonly topics = new Map<string, PartitionLog[]>();

  constructor(
    readonly simulation: Simulation,
    readonly wire: Wire,
  ) {}

  get isAway(): boolean {
    return this.awayUntil > this.simulation.time;
  }

  ensure(topics: readonly TopicPlan[]): void {
    for (const { name, partitions } of topics) {
      if (!this.topics.has(name))
        this.topics.set(
          name,
          Array.from({ length: partitions }, () => []),
        );
    }
  }

  has(topic: string): boolean {
    return this.topics.has(topic);
  }

  logs(topic: string): PartitionLog[] {
    const logs = this.topics.get(topic);
    if (logs === undefined) throw new Error(`topic ${topic} does not exist`);
    return logs;
  }

  partitionOf(topic: string, key: string): number {
    const { length } = this.logs(topic);
    return length === 1 ? 0 : partitionOf(key, length);
  }

  /** Texts stay texts: what a client makes of bytes is tested elsewhere. */
  append(topic: string, partition: number, messages: readonly Message[]): void {
    const log = this.logs(topic)[partition]!;
    for (const { key, value, headers, timestamp } of messages) {
      if (String(value).length > MOST_BYTES) throw new Error('the message is larger than the broker takes');
      log.push({
        offset: String(log.length),
        key: key as Buffer,
        value: value as Buffer,
        headers: headers as NonNullable<RawMessage['headers']>,
        timestamp: timestamp ?? String(Math.floor(this.simulation.time)),
      });
    }
    for (const group of this.groups.values()) group.wake(topic, partition);
  }

  group(name: string): Group {
    const group = this.groups.get(name) ?? new Group(this);
    this.groups.set(name, group);
    return group;
  }

  join(group: string, topics: readonly string[], reader: { actor: Actor; subscriber: Subscriber }): Membership {
    return this.group(group).join(topics, reader);
  }

  progress(group: string, topics: readonly string[]): PartitionProgress[] {
    const { offsets } = this.group(group);
    return topics.flatMap((topic) =>
      this.logs(topic).map((log, partition) => {
        const committed = offsets.get(`${topic} ${partition}`);
        return { topic, partition, ...(committed !== undefined && { committed }), end: log.length };
      }),
    );
  }

  commit(group: string, generation: number, offsets: readonly OffsetCommit[]): void {
    this.group(group).commit(generation, offsets);
  }

  /** All messages of all topics, for whoever checks. */
  *everything(): Generator<{ topic: string; partition: number; log: PartitionLog }> {
    for (const [topic, logs] of this.topics) {
      for (const [partition, log] of logs.entries()) yield { topic, partition, log };
    }
  }
}
