import type { Admin } from 'kafkajs';
import type { TopicPartition } from '../bus/bus';

/** Offsets of one partition, on the cluster. */
export interface PartitionOffsets extends TopicPartition {
  /** Undefined while the group has committed nothing. */
  readonly committed?: number;
  /** The oldest message that is still there. */
  readonly low: number;
  /** After the newest message. */
  readonly end: number;
}

/** Committed offsets of a group and the ends of the topics (full names). */
export async function readOffsets(
  admin: Admin,
  groupId: string,
  topics: readonly string[],
): Promise<PartitionOffsets[]> {
  if (topics.length === 0) return [];
  const [groups, ...ends] = await Promise.all([
    admin.fetchOffsets({ groupId, topics: [...topics] }),
    ...topics.map((topic) => admin.fetchTopicOffsets(topic)),
  ]);
  const committed = new Map(
    groups.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => [`${topic} ${partition}`, Number(offset)] as const),
    ),
  );
  return topics.flatMap((topic, index) =>
    (ends[index] ?? []).map(({ partition, high, low }) => {
      const offset = committed.get(`${topic} ${partition}`) ?? -1;
      return { topic, partition, low: Number(low), end: Number(high), ...(offset >= 0 && { committed: offset }) };
    }),
  );
}
