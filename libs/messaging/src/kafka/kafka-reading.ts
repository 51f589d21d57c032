import { setTimeout as sleep } from 'node:timers/promises';
import { PartitionAssigners } from 'kafkajs';
import type { Admin, Consumer, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import type { Assignment, OffsetCommit, Reading, Subscriber, TopicPartition } from '../bus/bus';
import { alignedAssigner } from './aligned-assigner';
import { Generation } from './generation';
import { assignmentOf, readOffsets } from './group-offsets';
import type { Pulse } from './pulse';
import type { TopicNames } from './topic-names';

export interface FetchOptions {
  /** How long the broker may hold a fetch that finds nothing; also bounds how long resuming and leaving take. */
  readonly maxWaitMs: number;
  readonly maxBytesPerPartition: number;
  readonly maxBytes: number;
  readonly sessionTimeoutMs: number;
}

export interface ReadingOptions {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly names: TopicNames;
  /** Short name: the prefix is put in front here. */
  readonly group: string;
  readonly topics: readonly string[];
  readonly fetch: FetchOptions;
  /** Told of every try of `kafka` to connect. */
  readonly pulse: Pulse;
}

/** A batch of kafkajs; the offset that was asked for is not in its types. */
type FetchedBatch = EachBatchPayload['batch'] & { readonly fetchedOffset: string };

/** Handing a batch over takes no time, so few at once are enough; kafkajs wakes every one of them at every fetch. */
const AT_ONCE = 8;
const HEARTBEAT_MS = 1_000;
const RETRY_MS = 500;
/** Asking where to go on takes milliseconds; what a broker that went away was asked is asked again. */
const LOCATE_WITHIN_MS = 20_000;
/** kafkajs can tell a group that it leaves only once it has joined; a group that waits for somebody lets nobody join. */
const JOIN_BEFORE_LEAVING_MS = 4_000;
const REBALANCED = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);

/**
 * One consumer of a group, on kafkajs's `eachBatch`. A batch is handed over and never waited for; kafkajs commits nothing
 * by itself; a generation begins with the subscriber's preparations. When kafkajs gives up for good, so does this.
 */
export class KafkaReading implements Reading {
  private readonly consumer: Consumer;
  private generation = new Generation(0, [], new Map());
  private halted = false;
  private left = false;
  /** Between a crash and the next try to join kafkajs knows no group, and throws where one of its pauses is meant. */
  private outside = false;
  private joining: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: ReadingOptions,
    private readonly subscriber: Subscriber,
  ) {
    const { kafka, names, group, fetch } = options;
    this.consumer = kafka.consumer({
      groupId: names.full(group),
      // The second one is for a group with members of a release that has only that.
      partitionAssigners: [alignedAssigner, PartitionAssigners.roundRobin],
      sessionTimeout: fetch.sessionTimeoutMs,
      heartbeatInterval: Math.floor(fetch.sessionTimeoutMs / 10),
      rebalanceTimeout: fetch.sessionTimeoutMs * 2,
      maxWaitTimeInMs: fetch.maxWaitMs,
      maxBytesPerPartition: fetch.maxBytesPerPartition,
      maxBytes: fetch.maxBytes,
      metadataMaxAge: 60_000,
      allowAutoTopicCreation: false,
      // A broker that is away comes back: only errors that no retry can heal end the reading.
      retry: {
        initialRetryTime: 100,
        maxRetryTime: 5_000,
        retries: 8,
        restartOnFailure: () => Promise.resolve(!this.left),
      },
    });
  }

  async start(): Promise<void> {
    const { consumer } = this;
    const { names, topics, pulse } = this.options;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => this.joined(payload));
    consumer.on(consumer.events.FETCH_START, pulse.try);
    // Whoever does not know yet where to go on reads nothing, though brokers answer.
    const sign = () => this.generation.ready && pulse.sign();
    consumer.on(consumer.events.FETCH, sign);
    consumer.on(consumer.events.HEARTBEAT, sign);
    consumer.on(consumer.events.STOP, () => (this.outside = true));
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      this.generation.end();
      if (!payload.restart && !this.left) this.subscriber.failed(payload.error);
    });
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map((topic) => names.full(topic)), fromBeginning: true });
    this.joining = consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: AT_ONCE,
      eachBatch: (payload) => this.take(payload),
    });
    await this.joining;
  }

  pause({ topic, partition }: TopicPartition): void {
    if (!this.outside) this.consumer.pause([{ topic: this.options.names.full(topic), partitions: [partition] }]);
  }

  resume({ topic, partition }: TopicPartition): void {
    const place = [{ topic: this.options.names.full(topic), partitions: [partition] }];
    if (!this.halted && !this.outside) this.consumer.resume(place);
  }

  /** Offsets of a generation that is over would move another reader's place: they are dropped, here or by the broker. */
  async commit(generation: number, offsets: readonly OffsetCommit[]): Promise<void> {
    if (generation !== this.generation.id) return;
    const { names } = this.options;
    try {
      await this.consumer.commitOffsets(
        offsets.map(({ topic, offset, ...rest }) => ({ ...rest, topic: names.full(topic), offset: String(offset) })),
      );
    } catch (error) {
      if (!REBALANCED.has(typeOf(error))) throw error;
    }
  }

  silentMs(): number {
    return this.options.pulse.silentMs;
  }

  idleMs(): number {
    return this.options.pulse.idleMs;
  }

  async halt(): Promise<void> {
    await Promise.resolve();
    this.halted = true;
    const topics = this.options.topics.map((topic) => ({ topic: this.options.names.full(topic) }));
    if (!this.outside) this.consumer.pause(topics);
  }

  async leave(): Promise<void> {
    this.halted = true;
    this.left = true;
    this.generation.end();
    const joined = this.joining.catch(() => undefined).then(() => true);
    const hasJoined = await Promise.race([joined, sleep(JOIN_BEFORE_LEAVING_MS, false, { ref: false })]);
    const leaving = this.consumer.disconnect();
    // It waits for the answer to its wish to join, which may be a minute away.
    if (hasJoined) await leaving;
    else leaving.catch(() => undefined);
  }

  private joined({ memberAssignment }: ConsumerGroupJoinEvent['payload']): void {
    const { names } = this.options;
    const before = this.generation;
    this.outside = false;
    before.end();
    const assigned = Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic: names.short(topic), partition })),
    );
    this.generation = new Generation(before.id + 1, assigned, before.positions());
    // Pauses are the old generation's: what it had under way is dropped.
    const topics = [...new Set(assigned.map(({ topic }) => names.full(topic)))].map((topic) => ({ topic }));
    if (topics.length > 0) this.consumer[this.halted ? 'pause' : 'resume'](topics);
    void this.prepare(this.generation);
  }

  /** Repeated until it works: messages wait, heartbeats go on. */
  private async prepare(generation: Generation): Promise<void> {
    while (generation === this.generation && !this.halted) {
      try {
        const assignments = await Promise.race([
          this.locate(generation),
          sleep(LOCATE_WITHIN_MS, undefined, { ref: false }),
        ]);
        if (assignments === undefined) continue;
        await this.subscriber.assigned(generation.id, assignments);
        if (generation === this.generation) generation.begin(assignments);
        return;
      } catch {
        await sleep(RETRY_MS);
      }
    }
  }

  private async locate({ assigned }: Generation): Promise<Assignment[]> {
    const { admin, names, group } = this.options;
    const topics = [...new Set(assigned.map(({ topic }) => names.full(topic)))];
    const offsets = await readOffsets(admin, names.full(group), topics);
    return assigned.map((to) => assignmentOf(to, offsets, names.full(to.topic)));
  }

  private async take({ batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
    const { generation } = this;
    while (!generation.ready && !generation.over && !this.halted) {
      await Promise.race([generation.prepared, sleep(HEARTBEAT_MS)]);
      await heartbeat();
    }
    if (generation !== this.generation || !generation.ready || this.halted) return;
    const topic = this.options.names.short(batch.topic);
    this.deliver(generation, { topic, partition: batch.partition }, { batch: batch as FetchedBatch, resolveOffset });
  }

  private deliver(
    generation: Generation,
    from: TopicPartition,
    { batch, resolveOffset }: { batch: FetchedBatch; resolveOffset: (offset: string) => void },
  ): void {
    const expected = generation.expected(from) ?? 0;
    const follows = generation.follows(from, Number(batch.fetchedOffset));
    if (follows === 'late') return;
    if (follows === 'jump') void this.reportLoss(from, expected);
    const last = batch.lastOffset();
    resolveOffset(last);
    generation.advance(from, Math.max(expected, Number(last) + 1));
    const repeats = Number(batch.messages[0]?.offset) < expected;
    const messages = repeats ? batch.messages.filter(({ offset }) => Number(offset) >= expected) : batch.messages;
    if (messages.length > 0) this.subscriber.received(generation.id, from, messages);
  }

  /** A jump is harmless where only markers of transactions were skipped; what retention took unread is a loss. */
  private async reportLoss(from: TopicPartition, expected: number): Promise<void> {
    const { admin, names } = this.options;
    const offsets = await admin.fetchTopicOffsets(names.full(from.topic)).catch(() => []);
    const low = Number(offsets.find(({ partition }) => partition === from.partition)?.low ?? 0);
    if (low > expected) this.subscriber.lost?.(from, expected, low);
  }
}

function typeOf(error: unknown): string {
  const { type, cause } = error as { type?: string; cause?: unknown };
  if (type !== undefined) return type;
  return cause === undefined || cause === error ? '' : typeOf(cause);
}
