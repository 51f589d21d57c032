import type { FetchPlan } from './fetch-session';
import { decodeBatches, type DecodedRecord } from './batch-codec';
import { BytesReader } from './bytes-reader';

/** The figures of a fetch that stay the same from request to request. */
export interface FetchLimits {
  readonly maxWaitTime: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly isolationLevel: number;
  readonly rackId: string;
}

export interface RequestHead {
  readonly correlationId: number;
  readonly clientId: string;
}

/** A partition's part of an answer, as kafkajs hands it on. */
export interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly lastStartOffset: string;
  readonly abortedTransactions: readonly { producerId: string; firstOffset: string }[];
  readonly preferredReadReplica: number;
  /** Undefined where `undecoded` holds bytes of a kind that kafkajs has to read. */
  messages: readonly DecodedRecord[];
  readonly undecoded?: Buffer;
}

export interface FetchedTopic {
  readonly topicName: string;
  readonly partitions: FetchedPartition[];
}

export interface FetchAnswer {
  /** kafkajs waits this long itself where the broker wants it. */
  readonly clientSideThrottleTime: number;
  readonly throttleTime: 0;
  readonly errorCode: number;
  readonly sessionId: number;
  /** How many partitions the broker answered for. */
  readonly answered: number;
  /** Only partitions with records, errors or a replica to prefer. */
  readonly responses: FetchedTopic[];
}

export const FETCH_KEY = 1;
export const FETCH_VERSION = 11;
const REPLICA_OF_A_CONSUMER = -1;
const HEAD = 4 + 2 + 2 + 4 + 2;
const FIXED = 4 * 4 + 1 + 4 + 4 + 4 + 4 + 2;
const TOPIC = 2 + 4;
const PARTITION = 4 + 4 + 8 + 8 + 4;

/** A fetch request of version 11 with its length and header in front (Kafka protocol, "Fetch API"), in one buffer. */
export function encodeFetch({ correlationId, clientId }: RequestHead, limits: FetchLimits, plan: FetchPlan): Buffer {
  const into = Buffer.allocUnsafe(sizeOf(clientId, limits.rackId, plan));
  let at = into.writeInt32BE(into.length - 4, 0);
  at = into.writeInt16BE(FETCH_KEY, at);
  at = into.writeInt16BE(FETCH_VERSION, at);
  at = into.writeInt32BE(correlationId, at);
  at = writeText(into, at, clientId);
  at = into.writeInt32BE(REPLICA_OF_A_CONSUMER, at);
  at = into.writeInt32BE(limits.maxWaitTime, at);
  at = into.writeInt32BE(limits.minBytes, at);
  at = into.writeInt32BE(limits.maxBytes, at);
  at = into.writeInt8(limits.isolationLevel, at);
  at = into.writeInt32BE(plan.sessionId, at);
  at = into.writeInt32BE(plan.sessionEpoch, at);
  at = writeTopics(into, at, plan.topics);
  at = writeForgotten(into, at, plan.forgotten);
  writeText(into, at, limits.rackId);
  return into;
}

function sizeOf(clientId: string, rackId: string, { topics, forgotten }: FetchPlan): number {
  let size = HEAD + Buffer.byteLength(clientId) + FIXED + Buffer.byteLength(rackId);
  for (const { topic, partitions } of topics) size += TOPIC + topic.length + partitions.length * PARTITION;
  for (const { topic, partitions } of forgotten) size += TOPIC + topic.length + partitions.length * 4;
  return size;
}

function writeTopics(into: Buffer, from: number, topics: FetchPlan['topics']): number {
  let at = into.writeInt32BE(topics.length, from);
  for (const { topic, partitions } of topics) {
    at = writeText(into, at, topic);
    at = into.writeInt32BE(partitions.length, at);
    for (const { partition, fetchOffset, maxBytes } of partitions) {
      at = into.writeInt32BE(partition, at);
      at = into.writeInt32BE(-1, at);
      at = writeLong(into, at, Number(fetchOffset));
      at = writeLong(into, at, -1);
      at = into.writeInt32BE(maxBytes, at);
    }
  }
  return at;
}

function writeForgotten(into: Buffer, from: number, topics: FetchPlan['forgotten']): number {
  let at = into.writeInt32BE(topics.length, from);
  for (const { topic, partitions } of topics) {
    at = writeText(into, at, topic);
    at = into.writeInt32BE(partitions.length, at);
    for (const partition of partitions) at = into.writeInt32BE(partition, at);
  }
  return at;
}

/** Names of topics are plain ASCII: as many bytes as letters. */
function writeText(into: Buffer, at: number, text: string): number {
  const written = into.write(text, at + 2);
  into.writeInt16BE(written, at);
  return at + 2 + written;
}

/** Whole numbers up to 2^53 either way. */
function writeLong(into: Buffer, at: number, value: number): number {
  into.writeInt32BE(Math.floor(value / 2 ** 32), at);
  return into.writeUInt32BE(value >>> 0, at + 4);
}

/** Reads the answer to a fetch of version 11, without its length and correlation id. */
export function decodeFetch(payload: Buffer): FetchAnswer {
  const from = new BytesReader(payload);
  const [clientSideThrottleTime, errorCode, sessionId] = [from.int32(), from.int16(), from.int32()];
  const responses: FetchedTopic[] = [];
  let answered = 0;
  for (let topics = from.int32(); topics > 0; topics -= 1) {
    const topicName = from.text();
    const count = from.int32();
    answered += count;
    const partitions = readPartitions(from, count);
    if (partitions.length > 0) responses.push({ topicName, partitions });
  }
  return { clientSideThrottleTime, throttleTime: 0, errorCode, sessionId, answered, responses };
}

function readPartitions(from: BytesReader, count: number): FetchedPartition[] {
  const partitions: FetchedPartition[] = [];
  for (let left = count; left > 0; left -= 1) {
    const [partition, errorCode] = [from.int32(), from.int16()];
    const [highWatermark, lastStableOffset, lastStartOffset] = [from.long(), from.long(), from.long()];
    const abortedTransactions = readAborted(from);
    const preferredReadReplica = from.int32();
    const records = from.bytes();
    if (records.length === 0 && errorCode === 0 && preferredReadReplica < 0) continue;
    const messages = decodeBatches(records);
    partitions.push({
      partition,
      errorCode,
      highWatermark: String(highWatermark),
      lastStableOffset: String(lastStableOffset),
      lastStartOffset: String(lastStartOffset),
      abortedTransactions,
      preferredReadReplica,
      messages: messages ?? [],
      ...(messages === undefined && { undecoded: records }),
    });
  }
  return partitions;
}

function readAborted(from: BytesReader): { producerId: string; firstOffset: string }[] {
  const aborted: { producerId: string; firstOffset: string }[] = [];
  for (let left = from.int32(); left > 0; left -= 1) {
    aborted.push({ producerId: String(from.long()), firstOffset: String(from.long()) });
  }
  return aborted;
}
