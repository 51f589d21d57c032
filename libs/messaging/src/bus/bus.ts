/** A message to be written. `key` decides the partition: messages with the same key keep their order. */
export interface OutgoingMessage {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch; by default the clock of the process, which a broker refuses if it is an hour ahead. */
  readonly timestamp?: number;
}

/** Header values as they come off the wire: one value or, for a repeated header, several; a text where it is known to be one. */
export type RawHeaders = Readonly<Record<string, Buffer | string | null | (Buffer | string | null)[] | undefined>>;

/** A message as read. Nothing in it is decoded: most consumers do not want most messages. */
export interface RawMessage {
  readonly offset: string;
  readonly key: Buffer | null;
  /** Null for a tombstone. */
  readonly value: Buffer | null;
  readonly headers?: RawHeaders;
  /** Milliseconds since the epoch, when the broker got it. */
  readonly timestamp: string;
}

export interface TopicPlan {
  readonly name: string;
  readonly partitions: number;
  readonly replication?: number;
  /** Replicas that must have a message before it counts as written. */
  readonly minIsr?: number;
  /** How long messages are kept, -1 for ever; left out, the broker decides. */
  readonly retentionMs?: number;
}

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** A partition that this process reads from now on. */
export interface Assignment extends TopicPartition {
  /** The first offset that will be read. */
  readonly start: number;
  /** Offset after the last message at the time of the assignment: what is below it may have been worked on before. */
  readonly end: number;
  /** How many partitions the topic has. */
  readonly ofTopic: number;
}

/** An offset is that of the next message to read, as everywhere in Kafka. */
export interface OffsetCommit extends TopicPartition {
  readonly offset: number;
}

export interface PartitionProgress extends TopicPartition {
  /** What is before it was worked off, or is gone. Undefined while that is nothing. */
  readonly committed?: number;
  readonly end: number;
}

/**
 * What reads. Calls come one after the other for a partition. After a rebalance every partition starts again from its
 * committed offset in a new generation; what was queued in the old one is not this process's any more.
 */
export interface Subscriber {
  /** A new generation begins; no message of it is delivered before the promise resolves. A rejection is retried. */
  assigned(generation: number, partitions: readonly Assignment[]): Promise<void>;
  /** Messages in order, at least once. Must not wait: use `pause` when it is too much. */
  received(generation: number, from: TopicPartition, messages: readonly RawMessage[]): void;
  /** Messages of a partition are gone (retention) that were never read: an alarm. */
  lost?(from: TopicPartition, first: number, next: number): void;
  /** Reading ended for good; the process should end too. */
  failed(error: Error): void;
}

/** A running subscription. */
export interface Reading {
  pause(partition: TopicPartition): void;
  resume(partition: TopicPartition): void;
  /** Commits in a generation; offsets of an older one are dropped silently. */
  commit(generation: number, offsets: readonly OffsetCommit[]): Promise<void>;
  /** Milliseconds since the last sign of life of the fetch loop. */
  silentMs(): number;
  /** Milliseconds since it last tried to reach a broker, with or without success. */
  idleMs(): number;
  /** No message is delivered after this resolves; the group is still held, so that offsets can be committed. */
  halt(): Promise<void>;
  /** Leaves the group. */
  leave(): Promise<void>;
}

/**
 * The way between services. Guarantees: a message whose `publish` resolved is there and is read at least once by every
 * group; messages of one key are read in the order of publishing, apart from repeats; a repeat may come at any time.
 */
export abstract class Bus {
  /**
   * Resolves when all are durable; when it rejects, any of them may be. Calls are ordered: await one before the next. Where it takes
   * more than one request, each further one is made only while `mayGoOn`; else it rejects.
   */
  abstract publish(messages: readonly OutgoingMessage[], mayGoOn?: () => boolean): Promise<void>;
  /** Creates the topics that do not exist; existing ones stay as they are. */
  abstract ensureTopics(topics: readonly TopicPlan[]): Promise<void>;
  /** Those of the topics that do not exist. */
  abstract missingTopics(topics: readonly string[]): Promise<string[]>;
  abstract read(group: string, topics: readonly string[], subscriber: Subscriber): Promise<Reading>;
  /** How far a group has come. */
  abstract progress(group: string, topics: readonly string[]): Promise<PartitionProgress[]>;
  abstract close(): Promise<void>;
}
