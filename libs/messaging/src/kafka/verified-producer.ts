import type { Kafka, Message, Producer, RecordMetadata, TopicMessages } from 'kafkajs';
import type { OutgoingMessage } from '../bus/bus';
import { Header } from '../message/headers';
import { partitionOf } from './partition-of';

/** Half of the broker's usual limit of a record batch (1 MiB), so that headers and framing fit too. */
export const MAX_SEND_BYTES = 512 * 1024;
/** kafkajs copies what it has of a partition for every message more of it: in large batches that costs more than a request. */
const MAX_MESSAGES = 500;
const RESENDS = 8;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;
const WITHDRAWN = 'the sender may not go on: the rest was not sent';

/** What a verified producer needs of a kafkajs producer; a test can stand in for it. */
export type SendBatch = (topicMessages: TopicMessages[]) => Promise<RecordMetadata[]>;

export interface SendOptions {
  /** The name of a topic on the cluster. */
  readonly nameOf?: (topic: string) => string;
  /** Asked before every request but the first; what is not sent by then fails. */
  readonly mayGoOn?: (() => boolean) | undefined;
}

/**
 * Writes to many partitions with one request per broker and checks the answer. kafkajs 2.2.4 resolves a send over
 * several partitions without having written some of them when a leader moves; the answer then lacks those partitions.
 * So the partitions answered are compared with those intended, and what is missing is sent again before anything else.
 */
export class VerifiedProducer {
  private readonly partitions = new WeakMap<Message, number>();
  private readonly producer: Producer;
  private readonly sendBatch: SendBatch;
  /** How often partitions had to be sent again, for metrics. */
  resent = 0;

  constructor(kafka: Kafka, sendBatch?: SendBatch) {
    this.producer = kafka.producer({
      allowAutoTopicCreation: false,
      metadataMaxAge: 60_000,
      createPartitioner: () => (given) => this.choose(given.message, given.partitionMetadata.length),
    });
    this.sendBatch = sendBatch ?? ((topicMessages) => this.producer.sendBatch({ topicMessages, acks: -1 }));
  }

  async connect(): Promise<void> {
    await this.producer.connect();
  }

  async disconnect(): Promise<void> {
    await this.producer.disconnect();
  }

  /**
   * Resolves when every message is acknowledged by all in-sync replicas. Messages of a key keep their order.
   */
  async send(
    messages: readonly OutgoingMessage[],
    { nameOf = same, mayGoOn = always }: SendOptions = {},
  ): Promise<void> {
    let isFirst = true;
    for (const round of roundsOf(messages)) {
      if (!isFirst && !mayGoOn()) throw new Error(WITHDRAWN);
      isFirst = false;
      await this.sendRound(
        [...round].map(([topic, of]) => ({ topic: nameOf(topic), messages: of })),
        mayGoOn,
      );
    }
  }

  /** Notes the partition of a message; kafkajs asks again on its own retries, when the metadata may have changed. */
  choose(message: Message, partitionCount: number): number {
    const partition = partitionOf(String(message.key), partitionCount);
    this.partitions.set(message, partition);
    return partition;
  }

  private async sendRound(round: TopicMessages[], mayGoOn: () => boolean): Promise<void> {
    let missing = round;
    for (let attempt = 1; missing.length > 0; attempt += 1) {
      const answered = answeredPartitions(await this.sendBatch(missing));
      missing = this.unanswered(missing, answered);
      if (missing.length === 0) return;
      if (attempt > RESENDS) throw new Error(`no answer for topic ${missing[0]!.topic} after ${attempt} sends`);
      this.resent += 1;
      for (const { messages } of missing) messages.forEach(markRepeat);
      await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));
      if (!mayGoOn()) throw new Error(WITHDRAWN);
    }
  }

  private unanswered(sent: readonly TopicMessages[], answered: ReadonlySet<string>): TopicMessages[] {
    return sent
      .map(({ topic, messages }) => ({
        topic,
        messages: messages.filter((message) => !answered.has(`${topic}|${this.partitions.get(message)}`)),
      }))
      .filter(({ messages }) => messages.length > 0);
  }
}

type Round = Map<string, Message[]>;

/** Cuts by count and by bytes per topic, which bounds the bytes per partition too. Order per topic is kept. */
function* roundsOf(messages: readonly OutgoingMessage[]): Generator<Round> {
  let round: Round = new Map();
  let bytes = new Map<string, number>();
  let count = 0;
  for (const { topic, key, value, headers, timestamp } of messages) {
    const size = (bytes.get(topic) ?? 0) + sizeOf(value, key, headers);
    if (count > 0 && (size > MAX_SEND_BYTES || count >= MAX_MESSAGES)) {
      yield round;
      [round, bytes, count] = [new Map(), new Map(), 0];
    }
    bytes.set(topic, count === 0 ? sizeOf(value, key, headers) : size);
    const rest = round.get(topic);
    const message: Message = { key, value, headers, timestamp: timestamp?.toString() };
    if (rest === undefined) round.set(topic, [message]);
    else rest.push(message);
    count += 1;
  }
  if (count > 0) yield round;
}

/** An upper bound that needs no encoding: a UTF-16 unit is at most three bytes of UTF-8. */
function sizeOf(value: string, key: string, headers: Readonly<Record<string, string>>): number {
  let size = Buffer.byteLength(value) + key.length * 3 + 32;
  for (const name in headers) size += name.length + headers[name]!.length * 3 + 8;
  return size;
}

function answeredPartitions(answer: readonly RecordMetadata[]): Set<string> {
  const answered = new Set<string>();
  for (const { topicName, partition, errorCode } of answer) {
    if (errorCode === 0) answered.add(`${topicName}|${partition}`);
  }
  return answered;
}

/** The broker may have it all the same: only its answer is missing. */
function markRepeat(message: Message): void {
  message.headers = { ...message.headers, [Header.mayRepeat]: '1' };
}

const same = (topic: string) => topic;
const always = () => true;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
